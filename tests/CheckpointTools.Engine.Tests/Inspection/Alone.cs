namespace CheckpointTools.Tests.Inspection;

/// <summary>Tests that measure the memory of the process, beside which no other may run.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
