using System.IO.Compression;
using System.Text;

namespace CheckpointTools.Fuzzing;

/// <summary>Changes archives: members, headers with right checksums, extension headers, contents, compression.</summary>
internal static class ArchiveMutation
{
    private static readonly string[] Names =
    [
        "config.dump", "./config.dump", "spec.dump", "network.status", "deleted.files", "checkpoint", "checkpoint/", "checkpoint/parent", "checkpoint/inventory.img", "checkpoint/pages-1.img",
        "pre-checkpoint/inventory.img", "volumes/../x.tar", "volumes/v.tar", "rootfs-diff.tar", "checkpoint/tmpfs-dev-1.tar.gz.img", "../x", "/x", "", ".", "a//b", "\u00ff\u00fe", "\u001b[0m", "pod.options", "status",
    ];

    private static readonly string[] Keys =
        ["path", "linkpath", "size", "mtime", "uid", "gid", "uname", "GNU.sparse.major", "GNU.sparse.name", "GNU.sparse.map", "SCHILY.xattr.user.x", "hdrcharset", "comment"];

    private static readonly string[] Values = ["", "0", "1", "-1", "512", "99999999999999999999", "1.5", "config.dump", "../x", "\u00ff", "1,2,3", "a\0b", "BINARY"];

    private static readonly byte[] Types = [0, .. "0123456789SxgLKVMDNXZ"u8];

    public static byte[] Apply(byte[] input, FuzzRandom random)
    {
        // What was compressed, or is no tar any more, has only bytes to change.
        if (random.OneIn(6) || TarPart.Split(input) is not { Count: > 0 } parts)
            return ByteMutation.Apply(input, random);
        int at = random.Below(parts.Count);
        int to = random.Below(parts.Count);
        switch (random.Below(12))
        {
            case 0:
                (parts[at], parts[to]) = (parts[to], parts[at]);
                break;
            case 1:
                parts.Insert(to, parts[at]);
                break;
            case 2:
                parts.RemoveAt(at);
                break;
            case 3:
                parts[at] = parts[at].Named(random.Of(Names));
                break;
            case 4:
                parts.Insert(at, Extension(random));
                break;
            case 5:
                parts[at] = Header(parts[at], random);
                break;
            case 6:
                return Compressed(TarPart.Join(parts, end: !random.OneIn(10)), random);
            case 7:
                parts.Insert(at, parts[at].Named($"checkpoint/{random.Of(["core-", "pagemap-", "pages-", "mm-", "fdinfo-"])}{random.Below(20)}.img"));
                break;
            default:
                parts[at] = parts[at] with { Content = Content(parts[at], random) };
                break;
        }

        return TarPart.Join(parts, end: !random.OneIn(50));
    }

    private static byte[] Content(TarPart part, FuzzRandom random) =>
        part.Name.EndsWith(".tar.gz.img", StringComparison.Ordinal) && random.OneIn(2) && Unpacked(part.Content) is { } tar ? Packed(Apply(tar, random))
        : part.Name.EndsWith(".img", StringComparison.Ordinal) || part.Name == "stats-dump" ? ImageMutation.Image(part.Content, random)
        : part.Name.EndsWith(".dump", StringComparison.Ordinal) || part.Name is "network.status" or "deleted.files" ? TextMutation.Apply(part.Content, random)
        : part.Name.EndsWith(".tar", StringComparison.Ordinal) && random.OneIn(2) ? Apply(part.Content, random)
        : ByteMutation.Apply(part.Content, random);

    private static TarPart Header(TarPart part, FuzzRandom random) => part.With(
        header =>
        {
            switch (random.Below(5))
            {
                case 0:
                    header[156] = random.Of(Types);
                    break;
                case 1:
                    TarPart.PutBinary(header, random.Of([100, 108, 116, 329]), 8, (long)ByteMutation.Number(random));
                    break;
                case 2:
                    TarPart.PutBinary(header, 124, 12, (long)ByteMutation.Number(random));
                    break;
                case 3:
                    TarPart.Put(header, 257, random.Of(["ustar  \0", "ustar\000", "\0\0\0\0\0\0\0\0"]));
                    break;
                default:
                    header[random.Below(512)] = random.Byte();
                    break;
            }
        },
        isSealed: true);

    private static TarPart Extension(FuzzRandom random)
    {
        byte type = random.Of("xgLK"u8.ToArray());
        byte[] content = type is (byte)'x' or (byte)'g'
            ? [.. Enumerable.Range(0, 1 + random.Below(3)).SelectMany(_ => Record(random.Of(Keys), random.Of(Values)))]
            : Encoding.Latin1.GetBytes(random.Of(Names) + (random.OneIn(2) ? "\0" : "") + new string('n', random.OneIn(10) ? random.Below(9000) : 0));
        if (random.OneIn(4))
            content = ByteMutation.Apply(content, random);
        return new TarPart(new byte[512], content).Named("x").With(header => header[156] = type);
    }

    private static byte[] Record(string key, string value)
    {
        byte[] rest = Encoding.Latin1.GetBytes($" {key}={value}\n");
        int length = rest.Length + 1;
        length = rest.Length + $"{length}".Length;
        length = rest.Length + $"{length}".Length;
        return [.. Encoding.ASCII.GetBytes($"{length}"), .. rest];
    }

    private static byte[]? Unpacked(byte[] content)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(content), CompressionMode.Decompress);
            using var output = new MemoryStream();
            gzip.CopyTo(output);
            return output.ToArray();
        }
        catch (InvalidDataException)
        {
            return null; // changed before
        }
    }

    private static byte[] Packed(byte[] tar)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(tar);
        return output.ToArray();
    }

    private static byte[] Compressed(byte[] tar, FuzzRandom random)
    {
        using var output = new MemoryStream();
        using (Stream stream = random.OneIn(2)
            ? new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true)
            : new SharpCompress.Compressors.ZStandard.CompressionStream(output, 1, 0, leaveOpen: true))
        {
            stream.Write(tar);
        }

        byte[] packed = output.ToArray();
        return random.OneIn(3) ? packed : ByteMutation.Apply(packed, random);
    }
}
