using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Management.Automation.Runspaces;
using System.Reflection;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace CheckpointTools.Shell;

/// <summary>
/// The few things that pwsh's own modules and console host do through non-public members of the engine, because there
/// is no public way. The engine's version is pinned, so that these names cannot change by themselves.
/// </summary>
internal static class EngineInternals
{
    private const BindingFlags Instance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
    private const string FormatNamespace = "Microsoft.PowerShell.Commands.Internal.Format.";

    private static readonly Assembly Engine = typeof(PSObject).Assembly;

    /// <summary>What <c>pwsh -File</c> does: without it, <c>exit 3</c> in the script ends the script and says nothing.</summary>
    internal static void LetExitOfScriptReachTheHost(Runspace runspace)
    {
        object context = typeof(Runspace).GetProperty("ExecutionContext", Instance)!.GetValue(runspace)!;
        context.GetType().GetProperty("ScriptCommandProcessorShouldRethrowExit", Instance)!.SetValue(context, true);
    }

    /// <summary>Marks an error as one of the error stream, so that Out-Default shows it as such.</summary>
    internal static PSObject AsErrorStreamObject(ErrorRecord error)
    {
        var wrapped = new PSObject(error);
        PropertyInfo stream = typeof(PSObject).GetProperty("WriteStream", Instance)!;
        stream.SetValue(wrapped, Enum.Parse(stream.PropertyType, "Error"));
        return wrapped;
    }

    /// <summary>Lets <c>Select-Object -First</c> stop the commands before it.</summary>
    internal static Exception StopUpstreamCommands(InternalCommand command) =>
        (Exception)Create("System.Management.Automation.StopUpstreamCommandsException", command);

    /// <summary>Says that an error is a caller's and not the command's that writes it.</summary>
    internal static void AttributeTo(ErrorRecord error, InvocationInfo caller, string activity)
    {
        typeof(ErrorRecord).GetMethod("SetInvocationInfo", Instance)!.Invoke(error, [caller]);
        typeof(ErrorRecord).GetProperty("PreserveInvocationInfoOnce", Instance)!.SetValue(error, true);
        error.CategoryInfo.Activity = activity;
    }

    /// <summary>Gives a Format-* command the engine's own table or list.</summary>
    internal static void UseShape(FrontEndCommandBase command, string shape)
    {
        Type shapes = Engine.GetType(FormatNamespace + "FormatShape", throwOnError: true)!;
        SetImplementation(command, Create(FormatNamespace + "InnerFormatShapeCommand", Enum.Parse(shapes, shape)));
    }

    /// <summary>Gives an Out-* command the engine's own layout, written line by line to a writer.</summary>
    internal static void UseLineOutput(FrontEndCommandBase command, TextWriter writer, int width)
    {
        object implementation = Create(FormatNamespace + "OutputManagerInner");
        object output = Create(FormatNamespace + "TextWriterLineOutput", writer, width);
        implementation.GetType().GetProperty("LineOutput", Instance)!.SetValue(implementation, output);
        SetImplementation(command, implementation);
    }

    private static void SetImplementation(FrontEndCommandBase command, object implementation) =>
        typeof(FrontEndCommandBase).GetField("implementation", Instance)!.SetValue(command, implementation);

    private static object Create(string type, params object[] arguments) =>
        Activator.CreateInstance(Engine.GetType(type, throwOnError: true)!, Instance, binder: null, arguments, culture: null)!;
}
