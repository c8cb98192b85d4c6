using System.Collections;
using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Adds properties and methods to objects.</summary>
[Cmdlet(VerbsCommon.Add, "Member", DefaultParameterSetName = "MemberSet")]
public sealed class AddMemberCommand : PSCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = new();

    [Parameter(ParameterSetName = "MemberSet", Position = 0, Mandatory = true)]
    [Alias("Type")]
    [ValidateSet("NoteProperty", "ScriptProperty", "ScriptMethod", "AliasProperty")]
    public string MemberType { get; set; } = "NoteProperty";

    [Parameter(ParameterSetName = "MemberSet", Position = 1, Mandatory = true)]
    public string Name { get; set; } = "";

    [Parameter(ParameterSetName = "MemberSet", Position = 2)]
    public object? Value { get; set; }

    [Parameter(ParameterSetName = "NotePropertySingleMemberSet", Position = 0, Mandatory = true)]
    public string NotePropertyName { get; set; } = "";

    [Parameter(ParameterSetName = "NotePropertySingleMemberSet", Position = 1, Mandatory = true)]
    [AllowNull]
    public object? NotePropertyValue { get; set; }

    [Parameter(ParameterSetName = "NotePropertyMultiMemberSet", Position = 0, Mandatory = true)]
    public IDictionary NotePropertyMembers { get; set; } = new Hashtable();

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        foreach (PSMemberInfo member in NewMembers())
        {
            if (Force)
            {
                InputObject.Members.Remove(member.Name);
            }

            InputObject.Members.Add(member);
        }

        if (PassThru)
        {
            WriteObject(InputObject);
        }
    }

    private IEnumerable<PSMemberInfo> NewMembers() => ParameterSetName switch
    {
        "NotePropertySingleMemberSet" => [new PSNoteProperty(NotePropertyName, NotePropertyValue)],
        "NotePropertyMultiMemberSet" => NotePropertyMembers.Cast<DictionaryEntry>().Select(entry => new PSNoteProperty(entry.Key.ToString(), entry.Value)),
        _ => [NewMember()],
    };

    private PSMemberInfo NewMember() => MemberType switch
    {
        "ScriptProperty" => new PSScriptProperty(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value)),
        "ScriptMethod" => new PSScriptMethod(Name, LanguagePrimitives.ConvertTo<ScriptBlock>(Value)),
        "AliasProperty" => new PSAliasProperty(Name, LanguagePrimitives.ConvertTo<string>(Value)),
        _ => new PSNoteProperty(Name, Value),
    };
}
