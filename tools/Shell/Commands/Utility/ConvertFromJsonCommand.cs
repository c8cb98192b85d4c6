using System.Collections.Specialized;
using System.Management.Automation;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Microsoft.PowerShell.Commands;

/// <summary>Reads JSON.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly StringBuilder _text = new();

    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    protected override void ProcessRecord() => _text.AppendLine(InputObject);

    protected override void EndProcessing()
    {
        if (string.IsNullOrWhiteSpace(_text.ToString()))
        {
            return;
        }

        try
        {
            using var reader = new JsonTextReader(new StringReader(_text.ToString())) { MaxDepth = Depth };
            JToken token = JToken.Load(reader);
            while (reader.Read())
            {
                throw new JsonReaderException("Additional text encountered after finished reading JSON content.");
            }

            WriteObject(Convert(token), enumerateCollection: !NoEnumerate);
        }
        catch (JsonException exception)
        {
            var error = new ArgumentException("Conversion from JSON failed with error: " + exception.Message, exception);
            ThrowTerminatingError(new ErrorRecord(error, "System.ArgumentException", ErrorCategory.NotSpecified, null));
        }
    }

    private object? Convert(JToken token) => token switch
    {
        JArray array => array.Select(Convert).ToArray(),
        JObject json when AsHashtable => ConvertToHashtable(json),
        JObject json => ConvertToObject(json),
        JValue value => value.Value,
        _ => token.ToString(),
    };

    private PSObject ConvertToObject(JObject json)
    {
        var result = new PSObject();
        foreach (JProperty property in json.Properties())
        {
            result.Properties.Add(new PSNoteProperty(property.Name, Convert(property.Value)));
        }

        return result;
    }

    private OrderedDictionary ConvertToHashtable(JObject json)
    {
        var result = new OrderedDictionary();
        foreach (JProperty property in json.Properties())
        {
            result[property.Name] = Convert(property.Value);
        }

        return result;
    }
}
