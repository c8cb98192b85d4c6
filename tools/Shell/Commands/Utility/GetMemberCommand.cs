using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Says what properties and methods the objects have, once for each type.</summary>
[Cmdlet(VerbsCommon.Get, "Member")]
[OutputType(typeof(MemberDefinition))]
public sealed class GetMemberCommand : ObjectCommand
{
    private readonly HashSet<string> _types = [];

    [Parameter(Position = 0)]
    public string[] Name { get; set; } = ["*"];

    [Parameter]
    [Alias("Type")]
    public PSMemberTypes MemberType { get; set; } = PSMemberTypes.All;

    [Parameter]
    public SwitchParameter Force { get; set; }

    protected override void ProcessObject(PSObject item)
    {
        string type = item.TypeNames.FirstOrDefault() ?? "<null>";
        if (!_types.Add(type))
        {
            return;
        }

        WildcardPattern[] patterns = [.. Name.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase))];
        IEnumerable<PSMemberInfo> members = item.Members
            .Where(member => (member.MemberType & MemberType) != 0 && (Force || !IsAccessor(member)))
            .Where(member => patterns.Any(pattern => pattern.IsMatch(member.Name)))
            .OrderBy(member => member.MemberType.ToString()).ThenBy(member => member.Name, StringComparer.OrdinalIgnoreCase);
        foreach (PSMemberInfo member in members)
        {
            WriteObject(new MemberDefinition(type, member.Name, member.MemberType, member.ToString() ?? ""));
        }
    }

    private static bool IsAccessor(PSMemberInfo member) =>
        member is PSMethod && (member.Name.StartsWith("get_", StringComparison.Ordinal) || member.Name.StartsWith("set_", StringComparison.Ordinal));
}
