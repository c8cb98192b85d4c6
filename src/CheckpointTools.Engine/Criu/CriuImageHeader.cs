namespace CheckpointTools.Criu;

/// <summary>What an image begins with (<c>img_check_magic</c> in CRIU).</summary>
internal enum CriuImageHeader
{
    /// <summary>Nothing: the content is in no format of CRIU's own.</summary>
    Raw,

    /// <summary>Its own magic only, in every version of the format: the inventory, which tells the version.</summary>
    Own,

    /// <summary>The magic common to all images (since format 1.1), then its own; in format 1.0 only its own.</summary>
    Common,

    /// <summary>As <see cref="Common"/>, with the magic of the service files in the common one's place.</summary>
    Service,
}
