using System.Reflection;
using System.Runtime.Loader;

namespace CheckpointTools;

/// <summary>
/// Loads the engine and everything it needs from the module's <c>deps</c> folder into a context of their own, so that
/// another module's versions of the same libraries and ours never meet.
/// </summary>
internal sealed class ModuleLoadContext : AssemblyLoadContext
{
    private const string EngineName = "CheckpointTools.Engine";

    private readonly string _folder;

    internal ModuleLoadContext(string folder)
        : base("CheckpointTools") => _folder = folder;

    /// <summary>The one assembly that the default context may ask this one for.</summary>
    internal Assembly? ResolveEngine(AssemblyLoadContext _, AssemblyName name) =>
        string.Equals(name.Name, EngineName, StringComparison.Ordinal) ? LoadFromAssemblyName(name) : null;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
