using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Makes a .NET object.</summary>
[Cmdlet(VerbsCommon.New, "Object")]
public sealed class NewObjectCommand : PSCmdlet
{
    [Parameter(Position = 0, Mandatory = true)]
    public string TypeName { get; set; } = "";

    [Parameter(Position = 1)]
    [Alias("Args")]
    public object?[] ArgumentList { get; set; } = [];

    [Parameter]
    public IDictionary? Property { get; set; }

    protected override void BeginProcessing()
    {
        // The language's own rules choose the constructor.
        Type type = LanguagePrimitives.ConvertTo<Type>(TypeName);
        ScriptBlock create = ScriptBlock.Create("param($type, $arguments) ,$type::new.Invoke($arguments)");
        PSObject result = type == typeof(PSObject) || type == typeof(PSCustomObject)
            ? new PSObject()
            : create.Invoke(type, ArgumentList).Single();
        foreach (DictionaryEntry entry in Property ?? new Hashtable())
        {
            string name = entry.Key.ToString()!;
            if (result.Properties[name] is { } property)
            {
                property.Value = entry.Value;
            }
            else
            {
                result.Properties.Add(new PSNoteProperty(name, entry.Value));
            }
        }

        WriteObject(result);
    }
}
