using System.Collections;
using System.Management.Automation;
using CheckpointTools.Shell;

namespace Microsoft.PowerShell.Commands;

/// <summary>Takes some of the objects, or some of their properties.</summary>
[Cmdlet(VerbsCommon.Select, "Object")]
public sealed class SelectObjectCommand : ObjectCommand
{
    private readonly Queue<PSObject> _held = [];
    private readonly List<string> _seen = [];
    private List<PropertySpecification> _properties = [];
    private PSPropertyExpression? _expanded;
    private int _skipped;
    private int _passed;

    [Parameter(Position = 0)]
    public object[]? Property { get; set; }

    [Parameter]
    public string[] ExcludeProperty { get; set; } = [];

    [Parameter]
    public string? ExpandProperty { get; set; }

    [Parameter]
    public SwitchParameter Unique { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; } = -1;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Last { get; set; } = -1;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Skip { get; set; }

    protected override void BeginProcessing()
    {
        if (First >= 0 && Last >= 0)
        {
            ThrowTerminatingError(new ErrorRecord(
                new PSNotSupportedException("This shell's Select-Object takes -First or -Last, not both."), "NotOffered", ErrorCategory.NotImplemented, null));
        }

        _properties = PropertySpecification.Read(Property ?? (ExcludeProperty.Length > 0 ? ["*"] : []));
        _expanded = string.IsNullOrEmpty(ExpandProperty) ? null : new PSPropertyExpression(ExpandProperty);
    }

    protected override void ProcessObject(PSObject item)
    {
        if (Last >= 0)
        {
            // With -Last, what is skipped is counted from the end.
            _held.Enqueue(item);
            if (_held.Count > Last + Skip)
            {
                _held.Dequeue();
            }

            return;
        }

        if (_skipped < Skip)
        {
            _skipped++;
            return;
        }

        if (First < 0 || _passed < First)
        {
            _passed++;
            Emit(item);
        }

        if (_passed == First)
        {
            throw EngineInternals.StopUpstreamCommands(this);
        }
    }

    protected override void EndProcessing()
    {
        while (_held.Count > Skip)
        {
            Emit(_held.Dequeue());
        }
    }

    private void Emit(PSObject item)
    {
        List<PSNoteProperty> notes = [.. _properties.SelectMany(property => Notes(property, item)).DistinctBy(note => note.Name, StringComparer.OrdinalIgnoreCase)];
        if (_expanded is not null)
        {
            Expand(item, notes);
            return;
        }

        PSObject result = item;
        if (_properties.Count > 0)
        {
            result = new PSObject();
            notes.ForEach(result.Properties.Add);
            result.TypeNames.Insert(0, "Selected." + item.BaseObject.GetType());
        }

        Write(result);
    }

    private IEnumerable<PSNoteProperty> Notes(PropertySpecification property, PSObject item)
    {
        List<PSPropertyExpression> resolved = property.Expression.ResolveNames(item);
        if (resolved.Count == 0 && !property.Expression.HasWildCardCharacters)
        {
            yield return new PSNoteProperty(property.Name ?? property.Expression.ToString(), null);
        }

        foreach (PSPropertyExpression expression in resolved)
        {
            string name = property.Name ?? expression.ToString();
            bool isExcluded = ExcludeProperty.Any(excluded => WildcardPattern.Get(excluded, WildcardOptions.IgnoreCase).IsMatch(name));
            if (!isExcluded)
            {
                yield return new PSNoteProperty(name, expression.GetValues(item).FirstOrDefault()?.Result);
            }
        }
    }

    private void Expand(PSObject item, List<PSNoteProperty> notes)
    {
        PSPropertyExpressionResult? found = _expanded!.GetValues(item).FirstOrDefault();
        if (found is null || found.Exception is not null)
        {
            Exception exception = found?.Exception ?? new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found.");
            WriteError(new ErrorRecord(exception, "ExpandPropertyNotFound", ErrorCategory.InvalidArgument, item));
            return;
        }

        IEnumerable values = LanguagePrimitives.GetEnumerable(found.Result) ?? new[] { found.Result };
        foreach (object? value in values)
        {
            if (value is not null)
            {
                PSObject expanded = notes.Count == 0 ? PSObject.AsPSObject(value) : new PSObject(value is PSObject wrapped ? wrapped.BaseObject : value);
                notes.ForEach(expanded.Properties.Add);
                Write(expanded);
            }
        }
    }

    private void Write(PSObject item)
    {
        if (Unique)
        {
            // Case counts, as in pwsh.
            string key = item.BaseObject is PSCustomObject
                ? string.Join('\n', item.Properties.Select(property => $"{property.Name}={property.Value}"))
                : item.ToString();
            if (_seen.Contains(key))
            {
                return;
            }

            _seen.Add(key);
        }

        WriteObject(item);
    }
}
