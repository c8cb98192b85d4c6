using System.Management.Automation;
using CheckpointTools.Podman;

namespace CheckpointTools.Binding;

/// <summary>
/// Lets a parameter of type <see cref="ContainerHost"/> take what such an object has become on its way: properties from
/// <c>ConvertFrom-Json</c> or <c>Import-Clixml</c>, a hashtable, or the JSON text itself.
/// </summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public sealed class ContainerHostTransformationAttribute : ArgumentTransformationAttribute
{
    /// <summary>Makes the host.</summary>
    /// <param name="engineIntrinsics">Not used.</param>
    /// <param name="inputData">What was given.</param>
    /// <returns>The host; null and other hosts as they are.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">It is no host; the message says what is amiss.</exception>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = Single(inputData);
        if (value is null or ContainerHost)
            return value;
        try
        {
            return HostDocument.Parse(value is string text ? text : PropertyTree.ToJson(value));
        }
        catch (CheckpointToolsException exception)
        {
            throw new ArgumentTransformationMetadataException($"{exception.Message} {exception.RecommendedAction}", exception);
        }
    }

    // Get-ContainerHost | ConvertTo-Json makes no list of one host, but ConvertTo-Json -AsArray does, and a variable may.
    private static object? Single(object? value)
    {
        if (value is PSObject { BaseObject: not PSCustomObject } wrapped)
            value = wrapped.BaseObject is ContainerHost or string or object?[] ? wrapped.BaseObject : value;
        return value switch
        {
            object?[] and [var only] => Single(only),
            object?[] several => throw new ArgumentTransformationMetadataException($"One container host is wanted, and {several.Length} were given: choose one, such as $hosts[0]."),
            _ => value,
        };
    }
}
