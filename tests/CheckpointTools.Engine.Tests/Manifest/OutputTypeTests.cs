using System.Collections;
using System.Reflection;
using CheckpointTools.Inspection;
using CheckpointTools.Tests.Archive;
using CheckpointTools.Tests.Inspection;

namespace CheckpointTools.Tests.Manifest;

/// <summary>What PowerShell asks of the objects that the cmdlets emit.</summary>
public class OutputTypeTests
{
    // PowerShell finds an index only where the class of the list itself has one in public: an array, a List<T>.
    [Fact]
    public void Every_list_of_every_object_can_be_indexed_in_PowerShell()
    {
        int lists = 0;
        foreach (Type type in Emitted())
        {
            foreach (PropertyInfo property in type.GetProperties().Where(static property => IsList(property.PropertyType)))
            {
                lists++;
                Assert.True(property.GetValue(Made(type, property)) is Array, $"{type.Name}.{property.Name}");
            }
        }

        Assert.InRange(lists, 40, int.MaxValue);
    }

    [Fact]
    public void Values_of_environment_variables_are_told_on_request_alone()
    {
        RealArchive archive = RealArchive.Open("vols.tar.gz");

        string asked = ManifestText.Of(ArchiveInspector.Inspect(archive.Path, new ScanOptions { IncludeEnvironment = true }, CancellationToken.None));
        string[] others =
        [
            ManifestText.Of(ArchiveInspector.Inspect(archive.Path, new ScanOptions(), CancellationToken.None)),
            ManifestText.Of(ArchiveInspector.List(archive.Path, new ScanOptions(), CancellationToken.None)),
        ];

        Assert.Contains("SECRET=s3cr3t", asked, StringComparison.Ordinal);
        Assert.Contains("SECRET=s3cr3t", ManifestText.Of(ArchiveInspector.List(archive.Path, new ScanOptions { IncludeEnvironment = true }, CancellationToken.None)), StringComparison.Ordinal);
        Assert.All(others, static text => Assert.Contains("SECRET", text, StringComparison.Ordinal));
        Assert.All(others, static text => Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal));
    }

    // What the cmdlets emit, and what lies in the properties of that.
    private static HashSet<Type> Emitted()
    {
        HashSet<Type> found = [];
        var open = new Queue<Type>([typeof(CheckpointManifest), typeof(CheckpointProcess), typeof(ContainerHost), typeof(RestorePlan), typeof(RestoredContainer)]);
        while (open.TryDequeue(out Type? type))
        {
            if (type is not { Namespace: "CheckpointTools", IsClass: true } || !found.Add(type))
                continue;
            foreach (PropertyInfo property in type.GetProperties())
                open.Enqueue(IsList(property.PropertyType) ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType);
        }

        return found;
    }

    private static bool IsList(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>);

    // The object with a list of the kind that a collection expression makes for this property.
    private static object Made(Type type, PropertyInfo property)
    {
        ConstructorInfo constructor = type.GetConstructors().OrderBy(static constructor => constructor.GetParameters().Length).First();
        object made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => IsList(parameter.ParameterType) ? OneOf(parameter.ParameterType) : Default(parameter.ParameterType))]);
        if (property.SetMethod is not null)
            property.SetValue(made, OneOf(property.PropertyType));
        return made;
    }

    private static object OneOf(Type list)
    {
        Type item = list.GetGenericArguments()[0];
        var items = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(item))!;
        items.Add(Default(item));
        return items.GetType().GetMethod("AsReadOnly")!.Invoke(items, null)!;
    }

    private static object? Default(Type type) => type.IsValueType ? Activator.CreateInstance(type) : null;
}
