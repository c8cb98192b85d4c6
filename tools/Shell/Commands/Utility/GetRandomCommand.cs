using System.Management.Automation;

namespace Microsoft.PowerShell.Commands;

/// <summary>Gives a random whole number, or some of the objects.</summary>
[Cmdlet(VerbsCommon.Get, "Random", DefaultParameterSetName = "RandomNumberParameterSet")]
public sealed class GetRandomCommand : PSCmdlet
{
    private readonly List<object?> _items = [];

    [Parameter(ParameterSetName = "RandomNumberParameterSet", Position = 0)]
    public long Maximum { get; set; } = int.MaxValue;

    [Parameter(ParameterSetName = "RandomNumberParameterSet")]
    public long Minimum { get; set; }

    [Parameter(ParameterSetName = "RandomListItemParameterSet", Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public object?[] InputObject { get; set; } = [];

    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Count { get; set; } = 1;

    [Parameter]
    public int? SetSeed { get; set; }

    protected override void ProcessRecord() => _items.AddRange(InputObject);

    // CA5394: this command is for samples, as the real one is; secrets are another command's task.
#pragma warning disable CA5394
    protected override void EndProcessing()
    {
        Random random = SetSeed is { } seed ? new Random(seed) : Random.Shared;
        if (ParameterSetName == "RandomListItemParameterSet")
        {
            object?[] items = [.. _items];
            random.Shuffle(items);
            WriteObject(items.Take(Count), enumerateCollection: true);
            return;
        }

        for (int i = 0; i < Count; i++)
        {
            long number = random.NextInt64(Minimum, Maximum);
            WriteObject(number is >= int.MinValue and <= int.MaxValue ? (int)number : number);
        }
    }
#pragma warning restore CA5394
}
