using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CheckpointTools.Archive;
using CheckpointTools.Inspection;

namespace CheckpointTools.Restore;

/// <summary>
/// Reads an archive once, verifies all of it, and writes what is verified as a canonical plain tar, with config.dump and
/// spec.dump as the plan wants them.
/// </summary>
internal static class ArchiveStaging
{
    private static readonly JsonSerializerOptions GoStyle = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly TarMember Template = new()
    {
        Name = "",
        Type = TarMemberType.File,
        Size = 0,
        ClaimedSize = 0,
        LinkTarget = "",
        Mode = 0b110_000_000, // 0600, as Podman writes them
        UserId = 0,
        GroupId = 0,
        Modified = DateTimeOffset.UnixEpoch,
        ExtendedAttributes = [],
        Offset = 0,
        Oddities = [],
    };

    /// <summary>Stages an archive.</summary>
    /// <param name="plan">The plan; its manifest is what the archive must still hold.</param>
    /// <param name="destination">Where the tar goes. It is complete only if this method returns.</param>
    /// <param name="approve">Is shown the manifest of the pass before the tar is completed, and throws where it is not to be.</param>
    /// <param name="options">How to read the archive.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="ArchiveRefusedException">The archive is invalid, or is not the one that was planned with.</exception>
    /// <exception cref="IOException">The destination takes no more.</exception>
    internal static void Stage(RestorePlan plan, Stream destination, Action<CheckpointManifest> approve, ScanOptions options, CancellationToken cancellationToken)
    {
        var writer = new CanonicalTarWriter(destination);
        var rewriter = new Rewriter(plan, writer);
        CheckpointManifest manifest;
        try
        {
            manifest = ArchiveInspector.Inspect(plan.ArchivePath, options with { Observer = rewriter.Observe }, cancellationToken);
        }
        catch (CheckpointToolsException exception) when (rewriter.WriteFailure is not null && exception.InnerException == rewriter.WriteFailure)
        {
            // The inspector takes any such exception for one of reading.
            throw new IOException(rewriter.WriteFailure.Message, rewriter.WriteFailure);
        }

        Check(manifest, plan);
        approve(manifest);
        writer.Finish();
    }

    /// <summary>A tar of config.dump and spec.dump alone, as the plan wants them: all that podman reads before it unpacks.</summary>
    /// <param name="plan">The plan.</param>
    /// <returns>The tar.</returns>
    internal static byte[] Head(RestorePlan plan)
    {
        var tar = new MemoryStream();
        var writer = new CanonicalTarWriter(tar);
        foreach ((string name, JsonNode? json) in new[]
        {
            (KnownMembers.ConfigDump, (JsonNode?)plan.RewrittenConfig ?? plan.Manifest?.Config?.Source.Root),
            (KnownMembers.SpecDump, (JsonNode?)plan.RewrittenSpec ?? plan.Manifest?.Spec?.Source.Root),
        })
        {
            byte[] content = Serialize(json!);
            writer.Begin(name, TarMemberType.File, content.Length, Template);
            writer.Write(content);
        }

        writer.Finish();
        return tar.ToArray();
    }

    /// <summary>The bytes of a rewritten JSON member, in the form in which Podman writes it.</summary>
    internal static byte[] Serialize(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString(GoStyle));

    private static void Check(CheckpointManifest manifest, RestorePlan plan)
    {
        if (manifest.Verification != VerificationState.Valid)
            throw ArchiveRefusedException.Invalid(manifest);
        if (!JsonNode.DeepEquals(manifest.Config?.Source.Root, plan.Manifest?.Config?.Source.Root)
            || !JsonNode.DeepEquals(manifest.Spec?.Source.Root, plan.Manifest?.Spec?.Source.Root))
        {
            throw ArchiveRefusedException.Changed(plan.ArchivePath);
        }
    }

    /// <summary>Puts members into the canonical tar while the scan reads them.</summary>
    private sealed class Rewriter(RestorePlan plan, CanonicalTarWriter writer)
    {
        /// <summary>Why the destination took no more; null while it does.</summary>
        internal IOException? WriteFailure { get; private set; }

        internal Action<ReadOnlySpan<byte>>? Observe(TarMember member)
        {
            try
            {
                return Begin(member) ? Write : null;
            }
            catch (IOException exception)
            {
                WriteFailure = exception;
                throw;
            }
        }

        private void Write(ReadOnlySpan<byte> content)
        {
            try
            {
                writer.Write(content);
            }
            catch (IOException exception)
            {
                WriteFailure = exception;
                throw;
            }
        }

        // Whether the member's content is to follow.
        private bool Begin(TarMember member)
        {
            string name = MemberName.Clean(member.Name);
            // An invalid member or an unknown one is judged by the scan; here it only must not get through.
            if (!KnownMembers.IsKnown(name) || MemberName.Leaves(member.Name))
                return false;
            JsonObject? rewritten = name switch
            {
                KnownMembers.ConfigDump => plan.RewrittenConfig,
                KnownMembers.SpecDump => plan.RewrittenSpec,
                _ => null,
            };
            switch (member.Type)
            {
                case TarMemberType.File when rewritten is not null:
                    byte[] content = Serialize(rewritten);
                    writer.Begin(name, member.Type, content.Length, member);
                    writer.Write(content);
                    return false;
                case TarMemberType.File:
                    writer.Begin(name, member.Type, member.Size, member);
                    return true;
                case TarMemberType.Directory:
                    writer.Begin(name, member.Type, 0, member);
                    return false;
                case TarMemberType.SymbolicLink when name == KnownMembers.Parent && member.LinkTarget == KnownMembers.ParentTarget:
                    writer.Begin(name, member.Type, 0, member);
                    return false;
                default:
                    return false;
            }
        }
    }
}
