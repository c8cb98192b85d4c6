namespace CheckpointTools.Inspection.Nested;

/// <summary>A kind of member of a tar within the archive that is worth telling.</summary>
/// <param name="Id">The finding's id.</param>
/// <param name="Risk">One of the words of <see cref="FindingRisk"/>; empty for what renders the archive invalid.</param>
/// <param name="Meaning">What the members are and what comes of it; <c>{0}</c> stands for how many there are, and their names follow.</param>
internal sealed record NestedTarRule(string Id, string Risk, string Meaning);
