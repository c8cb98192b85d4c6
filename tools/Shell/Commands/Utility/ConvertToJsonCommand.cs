using System.Management.Automation;
using Newtonsoft.Json;
using Newtonsoft.Json.Converters;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives objects as JSON.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _items = [];

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    [Parameter]
    public SwitchParameter Compress { get; set; }

    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    [Parameter]
    public SwitchParameter AsArray { get; set; }

    protected override void ProcessRecord() => _items.Add(InputObject);

    protected override void EndProcessing()
    {
        if (_items.Count == 0)
        {
            return;
        }

        object? value = _items.Count > 1 || AsArray ? _items.ToArray() : _items[0];
        var settings = new JsonSerializerSettings { Formatting = Compress ? Formatting.None : Formatting.Indented };
        if (EnumsAsStrings)
        {
            settings.Converters.Add(new StringEnumConverter());
        }

        WriteObject(JsonConvert.SerializeObject(new JsonPreparation(Depth, WriteWarning).Prepare(value), settings));
    }
}
