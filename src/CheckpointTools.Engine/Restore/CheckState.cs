namespace CheckpointTools;

/// <summary>The words that <see cref="PlanCheck.State"/> takes.</summary>
public static class CheckState
{
    /// <summary>The rule holds.</summary>
    public const string Passed = "Passed";

    /// <summary>The rule does not hold; the container cannot be restored like this.</summary>
    public const string Failed = "Failed";

    /// <summary>The container can be restored, with an effect that may surprise.</summary>
    public const string Warning = "Warning";

    /// <summary>The rule does not speak of this container and these options.</summary>
    public const string NotApplicable = "NotApplicable";

    /// <summary>The facts that the rule needs could not be read; Podman will find out.</summary>
    public const string Unknown = "Unknown";
}
