using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CheckpointTools.Criu;

/// <summary>A kind of CRIU image: how its files are named and what they begin with (<c>image-desc.c</c>, <c>magic.h</c>).</summary>
/// <param name="Prefix">The file's name without <c>.img</c>, up to the number.</param>
/// <param name="Number">How the number behind the prefix is written.</param>
/// <param name="Magic">The kind's magic number.</param>
/// <param name="Header">Which magic numbers the file begins with.</param>
internal sealed record CriuImageKind(string Prefix, CriuImageNumber Number, uint Magic, CriuImageHeader Header)
{
    /// <summary>What all images but the inventory begin with, since format 1.1.</summary>
    public const uint CommonMagic = 0x54564319;

    /// <summary>What the service files begin with, since format 1.1.</summary>
    public const uint ServiceMagic = 0x55105940;

    private const string Extension = ".img";

    public static CriuImageKind Inventory { get; } = new("inventory", CriuImageNumber.None, 0x58313116, CriuImageHeader.Own);

    public static CriuImageKind ProcessTree { get; } = Single("pstree", 0x50273030);

    public static CriuImageKind Core { get; } = Numbered("core-", 0x55053847);

    public static CriuImageKind Ids { get; } = Numbered("ids-", 0x54432030);

    public static CriuImageKind Memory { get; } = Numbered("mm-", 0x57492820);

    public static CriuImageKind Pagemap { get; } = Numbered("pagemap-", 0x56084025);

    public static CriuImageKind SharedPagemap { get; } = Numbered("pagemap-shmem-", 0x56084025);

    public static CriuImageKind Pages { get; } = new("pages-", CriuImageNumber.Decimal, 0, CriuImageHeader.Raw);

    public static CriuImageKind FileDescriptors { get; } = Numbered("fdinfo-", 0x56213732);

    public static CriuImageKind Files { get; } = Single("files", 0x56303138);

    public static CriuImageKind FileSystem { get; } = Numbered("fs-", 0x51403912);

    public static CriuImageKind Mounts { get; } = Numbered("mountpoints-", 0x55563928);

    public static CriuImageKind Cgroup { get; } = Single("cgroup", 0x59383330);

    public static CriuImageKind Seccomp { get; } = Single("seccomp", 0x64413049);

    public static CriuImageKind UtsNamespace { get; } = Numbered("utsns-", 0x54473203);

    public static CriuImageKind UserNamespace { get; } = Numbered("userns-", 0x55474906);

    public static CriuImageKind Statistics { get; } = new("stats-dump", CriuImageNumber.None, 0x57093306, CriuImageHeader.Service);

    /// <summary>
    /// Every kind that begins with a magic number, and <see cref="Pages"/>. Those without a name here are not decoded;
    /// they are listed because their magic numbers can be checked.
    /// </summary>
    public static IReadOnlyList<CriuImageKind> All { get; } =
    [
        Inventory, ProcessTree, Core, Ids, Memory, Pagemap, SharedPagemap, Pages, FileDescriptors, Files, FileSystem,
        Mounts, Cgroup, Seccomp, UtsNamespace, UserNamespace, Statistics,
        Single("reg-files", 0x50363636), Single("ext-files", 0x59255641), Single("ns-files", 0x61394011),
        Single("eventfd", 0x44523722), Single("eventpoll", 0x45023858), Single("eventpoll-tfd", 0x44433746),
        Single("signalfd", 0x57323820), Single("inotify", 0x48424431), Single("inotify-wd", 0x54562009),
        Single("fanotify", 0x55096122), Single("fanotify-mark", 0x56506035), Numbered("vmas-", 0x54123737),
        Single("pipes", 0x56513555), Single("pipes-data", 0x56453709), Single("fifo", 0x58364939),
        Single("fifo-data", 0x59333054), Numbered("sigacts-", 0x55344201), Single("unixsk", 0x54373943),
        Single("inetsk", 0x56443851), Single("packetsk", 0x60454618), Single("netlinksk", 0x58005614),
        Single("sk-queues", 0x56264026), Numbered("itimers-", 0x57464056), Numbered("posix-timers-", 0x52603957),
        Numbered("creds-", 0x54023547), Numbered("ipcns-var-", 0x53115007), Numbered("ipcns-shm-", 0x46283044),
        Numbered("ipcns-msg-", 0x55453737), Numbered("ipcns-sem-", 0x59573019), Single("remap-fpath", 0x59133954),
        Numbered("ghost-file-", 0x52583605, CriuImageNumber.Hexadecimal), Single("memfd", 0x48453499),
        Numbered("tcp-stream-", 0x51465506, CriuImageNumber.Hexadecimal), Numbered("netdev-", 0x57373951),
        Numbered("netns-", 0x55933752), Numbered("autofs-", 0x49353943), Single("binfmt-misc", 0x67343323),
        Single("tty", 0x59433025), Single("tty-info", 0x59453036), Single("tty-data", 0x59413026),
        Single("filelocks", 0x54323616), Numbered("rlimit-", 0x57113925), Numbered("signal-s-", 0x59255647),
        Numbered("signal-p-", 0x59255647), Single("tunfile", 0x57143751), Single("timerfd", 0x50493712),
        Single("cpuinfo", 0x61404013), Numbered("timens-", 0x43114433),
        Numbered("pidns-", 0x61157326), Single("bpfmap-file", 0x57506142), Single("bpfmap-data", 0x64324033),
        Single("apparmor", 0x59423047), Single("pidfd", 0x54435556),
    ];

    /// <summary>Whether the number in the file's name is that of a process or thread.</summary>
    public bool IsOfProcess => Prefix is "core-" or "ids-" or "mm-" or "pagemap-" or "fs-";

    /// <summary>Finds the kind that a file name belongs to.</summary>
    /// <param name="fileName">The file's name, without a folder.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="number">The name's number; 0 where the kind's names hold none.</param>
    /// <returns>Whether CRIU would take the file for an image of a kind that this list has.</returns>
    public static bool TryMatch(string fileName, [NotNullWhen(true)] out CriuImageKind? kind, out ulong number)
    {
        foreach (CriuImageKind candidate in All)
        {
            if (candidate.Matches(fileName, out number))
            {
                kind = candidate;
                return true;
            }
        }

        kind = null;
        number = 0;
        return false;
    }

    /// <summary>The name of the file of this kind that has a number, as CRIU writes it.</summary>
    /// <param name="number">The number; without a meaning where the kind's names hold none.</param>
    /// <returns>The file's name.</returns>
    public string FileName(ulong number) => Number switch
    {
        CriuImageNumber.Decimal => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number}{Extension}"),
        CriuImageNumber.Hexadecimal => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:x}{Extension}"),
        _ => Header == CriuImageHeader.Service ? Prefix : Prefix + Extension,
    };

    private static CriuImageKind Single(string name, uint magic) => new(name, CriuImageNumber.None, magic, CriuImageHeader.Common);

    private static CriuImageKind Numbered(string prefix, uint magic, CriuImageNumber number = CriuImageNumber.Decimal) =>
        new(prefix, number, magic, CriuImageHeader.Common);

    private bool Matches(string fileName, out ulong number)
    {
        number = 0;
        if (!fileName.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        if (Number != CriuImageNumber.None)
        {
            int end = fileName.EndsWith(Extension, StringComparison.Ordinal) ? fileName.Length - Extension.Length : 0;
            if (end <= Prefix.Length || !TryParse(fileName.AsSpan(Prefix.Length, end - Prefix.Length), out number))
            {
                return false;
            }
        }

        // CRIU opens core-7.img, never core-07.img: a name that it would not write is not an image.
        return string.Equals(fileName, FileName(number), StringComparison.Ordinal);
    }

    private bool TryParse(ReadOnlySpan<char> digits, out ulong number)
    {
        NumberStyles style = Number == CriuImageNumber.Hexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None;

        // Shared segments alone have numbers of 64 bits; all others count processes and the like.
        return ulong.TryParse(digits, style, CultureInfo.InvariantCulture, out number)
            && (number <= int.MaxValue || Prefix == "pagemap-shmem-" || (number <= uint.MaxValue && !IsOfProcess));
    }
}
