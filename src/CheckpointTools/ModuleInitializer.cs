using System.Management.Automation;
using System.Runtime.Loader;

namespace CheckpointTools;

/// <summary>Runs when PowerShell imports the module, before any cmdlet of it does.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    // One context a process: a second import in another runspace must find the same types. The runtime makes sure
    // that this initializer runs once.
    private static readonly ModuleLoadContext Context = Attach();

    /// <inheritdoc/>
    public void OnImport() => GC.KeepAlive(Context);

    private static ModuleLoadContext Attach()
    {
        string folder = Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "deps");
        var context = new ModuleLoadContext(folder);
        AssemblyLoadContext.Default.Resolving += context.ResolveEngine;
        return context;
    }
}
