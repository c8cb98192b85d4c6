using System.Text;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Hostile;

/// <summary>
/// Tars, and what Go's archive/tar (1.19) reads of each: name, type, size and link target of every member, or that it
/// gives up; without global headers, which Podman passes over. Written down from a program that did nothing else.
/// </summary>
internal static class GoTars
{
    public static Dictionary<string, (Func<TarBuilder, TarBuilder> Add, string Go)> Table { get; } = new()
    {
        ["a file"] = (static tar => tar.Add("a", Bytes("hello")), "\"a\" 0 5 \"\";"),
        ["a folder and a file in it"] = (static tar => tar.Add("d/", type: '5').Add("d/f", Bytes("x")), "\"d/\" 5 0 \"\"; \"d/f\" 0 1 \"\";"),
        ["a file of the type NUL"] = (static tar => tar.Add("a", Bytes("x"), type: '\u0000'), "\"a\" 0 1 \"\";"),
        ["a folder by its slash alone"] = (static tar => tar.Add("d/", type: '\u0000'), "\"d/\" 5 0 \"\";"),
        ["a file of the type 0 with a slash"] = (static tar => tar.Add("d/", Bytes("x")), "\"d/\" 0 1 \"\";"),
        ["a V7 header"] = (static tar => tar.Add("a", Bytes("x"), magic: ""), "\"a\" 0 1 \"\";"),
        ["a V7 header with bytes where a prefix would be"] = (static tar => tar.Add("a", Bytes("x"), magic: "", edit: static header => { Bytes("p").CopyTo(header, 345); }), "\"a\" 0 1 \"\";"),
        ["a GNU header"] = (static tar => tar.Add("a", Bytes("x"), magic: "ustar  \u0000"), "\"a\" 0 1 \"\";"),
        ["a GNU header with a prefix"] = (static tar => tar.Add("a", Bytes("x"), magic: "ustar  \u0000", edit: static header => { Bytes("p").CopyTo(header, 345); }), "\"p/a\" 0 1 \"\";"),
        ["a USTAR prefix"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("p/q").CopyTo(header, 345); }), "\"p/q/a\" 0 1 \"\";"),
        ["a USTAR header of no version"] = (static tar => tar.Add("a", Bytes("x"), magic: "ustar\u0000  ", edit: static header => { Bytes("p").CopyTo(header, 345); }), "\"p/a\" 0 1 \"\";"),
        ["a STAR header"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("p").CopyTo(header, 345); Bytes("00000000000 00000000000 ").CopyTo(header, 476); Bytes("tar\u0000").CopyTo(header, 508); }), "\"p/a\" 0 1 \"\";"),
        ["a STAR header with a bad time"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("p").CopyTo(header, 345); Bytes("zzzzzzzzzzz ").CopyTo(header, 476); Bytes("tar\u0000").CopyTo(header, 508); }), "error"),
        ["a header with half a magic"] = (static tar => tar.Add("a", Bytes("x"), magic: "ustar", edit: static header => { Bytes("p").CopyTo(header, 345); }), "\"p/a\" 0 1 \"\";"),
        ["a size in base 256"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("\u0080\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0001").CopyTo(header, 124); }), "\"a\" 0 1 \"\";"),
        ["a negative size"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff").CopyTo(header, 124); }), "error"),
        ["a size beyond 64 bits"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("\u0080\u0000\u0000\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff").CopyTo(header, 124); }), "error"),
        ["a size of blanks"] = (static tar => tar.Add("a", edit: static header => { Bytes("            ").CopyTo(header, 124); }), "\"a\" 0 0 \"\";"),
        ["a size of nothing"] = (static tar => tar.Add("a", edit: static header => { Bytes("\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000").CopyTo(header, 124); }), "\"a\" 0 0 \"\";"),
        ["a size with blanks before it"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("     1      ").CopyTo(header, 124); }), "\"a\" 0 1 \"\";"),
        ["a size with something behind a NUL"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("00001\u0000zzzzzz").CopyTo(header, 124); }), "\"a\" 0 1 \"\";"),
        ["a size with a sign"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("+0000000001 ").CopyTo(header, 124); }), "error"),
        ["a size with an underscore"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("0000000_0001").CopyTo(header, 124); }), "error"),
        ["a size of a digit that is none"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("00000000008 ").CopyTo(header, 124); }), "error"),
        ["a mode that is none"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("rwxrwxrw").CopyTo(header, 100); }), "error"),
        ["a device number that is none"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("zzzzzzz\u0000").CopyTo(header, 329); }), "error"),
        ["a device number that is none in a V7 header"] = (static tar => tar.Add("a", Bytes("x"), magic: "", edit: static header => { Bytes("zzzzzzz\u0000").CopyTo(header, 329); }), "\"a\" 0 1 \"\";"),
        ["a link with a size"] = (static tar => tar.Add("a", type: '2', link: "b", size: 512).Add("b", Bytes("x")), "\"a\" 2 0 \"b\"; \"b\" 0 1 \"\";"),
        ["a folder with a size"] = (static tar => tar.Add("a/", type: '5', size: 512).Add("b", Bytes("x")), "\"a/\" 5 0 \"\"; \"b\" 0 1 \"\";"),
        ["a device with a size"] = (static tar => tar.Add("a", type: '3', size: 512).Add("b", Bytes("x")), "\"a\" 3 0 \"\"; \"b\" 0 1 \"\";"),
        ["a name that is no UTF-8"] = (static tar => tar.Add("a", Bytes("x"), edit: static header => { Bytes("\u00ff").CopyTo(header, 1); }), "\"a\\xff\" 0 1 \"\";"),
        ["a name with a NUL inside"] = (static tar => tar.Add("a\u0000b", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a PAX path"] = (static tar => tar.Pax(("path", "p/q")).Add("a", Bytes("x")), "\"p/q\" 0 1 \"\";"),
        ["an empty PAX path"] = (static tar => tar.Pax(("path", "")).Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a PAX path with a NUL"] = (static tar => tar.Pax(("path", "p\u0000q")).Add("a", Bytes("x")), "error"),
        ["a PAX key with a NUL"] = (static tar => tar.Pax(("pa\u0000th", "q")).Add("a", Bytes("x")), "error"),
        ["a PAX comment with a NUL"] = (static tar => tar.Pax(("comment", "p\u0000q")).Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a PAX path twice"] = (static tar => tar.Pax(("path", "p"), ("path", "q")).Add("a", Bytes("x")), "\"q\" 0 1 \"\";"),
        ["a PAX size"] = (static tar => tar.Pax(("size", "1")).Add("a", Bytes("x"), size: 0), "\"a\" 0 1 \"\";"),
        ["a PAX size of zero"] = (static tar => tar.Pax(("size", "0")).Add("a").Add("b", Bytes("y")), "\"a\" 0 0 \"\"; \"b\" 0 1 \"\";"),
        ["a PAX size with a plus"] = (static tar => tar.Pax(("size", "+1")).Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a PAX size with zeros before it"] = (static tar => tar.Pax(("size", "0001")).Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a negative PAX size"] = (static tar => tar.Pax(("size", "-1")).Add("a", Bytes("x")), "error"),
        ["a PAX size of a fraction"] = (static tar => tar.Pax(("size", "1.0")).Add("a", Bytes("x")), "error"),
        ["a PAX time"] = (static tar => tar.Pax(("mtime", "1700000000.5")).Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a PAX time of a fraction alone"] = (static tar => tar.Pax(("mtime", ".5")).Add("a", Bytes("x")), "error"),
        ["a PAX time with an exponent"] = (static tar => tar.Pax(("mtime", "1e9")).Add("a", Bytes("x")), "error"),
        ["a PAX time of long ago"] = (static tar => tar.Pax(("mtime", "-99999999999.25")).Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a PAX time beyond 64 bits"] = (static tar => tar.Pax(("mtime", "99999999999999999999")).Add("a", Bytes("x")), "error"),
        ["a PAX time of access that is none"] = (static tar => tar.Pax(("atime", "x")).Add("a", Bytes("x")), "error"),
        ["an empty PAX time"] = (static tar => tar.Pax(("mtime", "")).Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a PAX owner that is none"] = (static tar => tar.Pax(("uid", "x")).Add("a", Bytes("x")), "error"),
        ["a PAX link target"] = (static tar => tar.Pax(("linkpath", "p")).Add("a", type: '2', link: "b"), "\"a\" 2 0 \"p\";"),
        ["two PAX headers"] = (static tar => tar.Pax(("path", "p")).Pax(("mtime", "1")).Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a GNU name"] = (static tar => tar.Add("L", Bytes("p/q\u0000"), type: 'L').Add("a", Bytes("x")), "\"p/q\" 0 1 \"\";"),
        ["a GNU name with something behind its NUL"] = (static tar => tar.Add("L", Bytes("p\u0000q"), type: 'L').Add("a", Bytes("x")), "\"p\" 0 1 \"\";"),
        ["an empty GNU name"] = (static tar => tar.Add("L", Bytes("\u0000"), type: 'L').Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a GNU name and a PAX path"] = (static tar => tar.Add("L", Bytes("p\u0000"), type: 'L').Pax(("path", "q")).Add("a", Bytes("x")), "\"p\" 0 1 \"\";"),
        ["a PAX path and a GNU name"] = (static tar => tar.Pax(("path", "q")).Add("L", Bytes("p\u0000"), type: 'L').Add("a", Bytes("x")), "\"p\" 0 1 \"\";"),
        ["a GNU link target"] = (static tar => tar.Add("K", Bytes("t\u0000"), type: 'K').Add("a", type: '2', link: "b"), "\"a\" 2 0 \"t\";"),
        ["a global header"] = (static tar => tar.Add("g", Bytes("13 comment=c\u000a"), type: 'g').Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a global header that renames"] = (static tar => tar.Add("g", Bytes("9 path=p\u000a"), type: 'g').Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a global header behind a PAX header"] = (static tar => tar.Pax(("path", "p")).Add("g", Bytes("13 comment=c\u000a"), type: 'g').Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a sparse file of the form 1.0"] = (static tar => tar.Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "s"), ("GNU.sparse.realsize", "1")).Add("a", Bytes("1\u000a0\u000a1\u000a\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000x")), "\"s\" 0 1 \"\";"),
        ["a folder renamed by a sparse record"] = (static tar => tar.Pax(("GNU.sparse.major", "1"), ("GNU.sparse.minor", "0"), ("GNU.sparse.name", "s")).Add("a/", type: '5'), "error"),
        ["a PAX header in a USTAR prefix' place"] = (static tar => tar.Add("x", Bytes("9 path=p\u000a"), type: 'x').Add("a", Bytes("x"), edit: static header => { Bytes("q").CopyTo(header, 345); }), "\"p\" 0 1 \"\";"),
        ["a record shorter than any"] = (static tar => tar.Add("x", Bytes("4 a="), type: 'x').Add("a", Bytes("x")), "error"),
        ["a record without an equals sign"] = (static tar => tar.Add("x", Bytes("7 path\u000a"), type: 'x').Add("a", Bytes("x")), "error"),
        ["a record of a key alone"] = (static tar => tar.Add("x", Bytes("5 a=\u000a"), type: 'x').Add("a", Bytes("x")), "\"a\" 0 1 \"\";"),
        ["a type that is unknown"] = (static tar => tar.Add("a", Bytes("x"), type: 'Z'), "\"a\" Z 1 \"\";"),
        ["one empty block, then a member"] = (static tar => tar.Raw(new byte[512]).Add("a", Bytes("x")), "error"),
        ["an extension header of Solaris"] = (static tar => tar.Add("x", Bytes("9 path=p\u000a"), type: 'X').Add("a", Bytes("x")), "\"x\" X 9 \"\"; \"a\" 0 1 \"\";"),
    };

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
