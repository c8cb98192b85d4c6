using System.Management.Automation;
using System.Management.Automation.Language;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads a file that holds a hashtable and runs nothing of it.</summary>
[Cmdlet(VerbsData.Import, "PowerShellDataFile", DefaultParameterSetName = PathSet)]
public sealed class ImportPowerShellDataFileCommand : PathCommand
{
    protected override void ProcessPath(string path)
    {
        foreach (string file in Resolve(path))
        {
            ScriptBlockAst ast = Parser.ParseFile(file, out _, out ParseError[] errors);
            Ast? data = ast.Find(node => node is HashtableAst, searchNestedScriptBlocks: false);
            if (errors.Length > 0 || data is null)
            {
                var exception = new InvalidOperationException($"The file '{file}' could not be parsed as a PowerShell Data File.");
                WriteError(new ErrorRecord(exception, "CouldNotParseAsPowerShellDataFile", ErrorCategory.InvalidData, file));
                continue;
            }

            WriteObject(data.SafeGetValue());
        }
    }
}
