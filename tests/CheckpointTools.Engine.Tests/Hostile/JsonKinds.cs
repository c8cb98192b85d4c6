using System.Text;

namespace CheckpointTools.Tests.Hostile;

/// <summary>JSON that is none, that says two things, or that is meant to exhaust its reader.</summary>
internal static class JsonKinds
{
    private const string Config = "config.dump";
    private const string Spec = "spec.dump";

    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["JSON 100,000 lists deep"] = Hostile.Text(Config, Hostile.Repeat("[", 100_000) + Hostile.Repeat("]", 100_000), "LimitJsonDepth"),
        ["JSON 100,000 objects deep"] = Hostile.Text(Config, Hostile.Repeat("{\"a\":", 100_000) + "1" + Hostile.Repeat("}", 100_000), "LimitJsonDepth"),
        ["JSON 100,000 lists deep that do not end"] = Hostile.Text(Spec, Hostile.Repeat("[", 100_000), "LimitJsonDepth"),
        ["JSON of a million numbers"] = Hostile.Text(Config, "{\"a\":[0" + Hostile.Repeat(",0", 1_000_000) + "]}", "LimitJsonValues"),
        ["JSON of a million objects"] = Hostile.Text(Spec, "{\"a\":[{}" + Hostile.Repeat(",{}", 1_000_000) + "]}", "LimitJsonValues"),
        ["JSON of 400,000 keys"] = Hostile.Text(Spec, "{" + string.Join(',', Enumerable.Range(0, 400_000).Select(static i => $"\"{i:x}\":0")) + "}", "LimitJsonValues"),
        ["JSON of one text of four megabytes"] = Hostile.Text(Spec, "{\"hostname\":[\"" + new string('x', (4 << 20) - 100) + "\"]}", "JsonFieldType"),
        ["JSON of a number of a million digits"] = Hostile.Text(Spec, "{\"process\":{\"user\":{\"uid\":1" + new string('0', 1_000_000) + "}}}", "JsonFieldType"),
        ["JSON of 90,000 equal keys"] = Hostile.Text(Spec, "{\"a\":0" + Hostile.Repeat(",\"a\":0", 90_000) + "}", "JsonDuplicateKey"),
        ["JSON of 90,000 wrong types"] = Hostile.Text(Spec, "{\"process\":{\"args\":[0" + Hostile.Repeat(",0", 90_000) + "]}}", "JsonFieldType"),

        ["a key twice"] = Hostile.Text(Spec, """{"hostname":"a","hostname":"b"}""", "JsonDuplicateKey"),
        ["a key twice by an escape"] = Hostile.Text(Spec, """{"hostname":"a","host\u006eame":"b"}""", "JsonDuplicateKey"),
        ["a key twice deep inside"] = Hostile.Text(Spec, """{"a":[{"b":{"c":1,"c":2}}]}""", "JsonDuplicateKey"),
        ["runtime and Runtime"] = Changed(Config, "\"runtime\":", "\"Runtime\":\"/tmp/evil\",\"runtime\":", "JsonKeyCase"),
        ["mounts and MOUNTS"] = Hostile.Text(Spec, """{"mounts":[],"MOUNTS":[{"source":"/","destination":"/host"}]}""", "JsonKeyCase"),
        ["a key with a long s"] = Hostile.Text(Spec, """{"hostname":"a","ho\u017Ftname":"b"}""", "JsonKeyCase"),
        ["a key with the sign of the kelvin"] = Hostile.Text(Spec, """{"hooks":{},"hoo\u212As":{"prestart":[{"path":"/tmp/evil"}]}}""", "JsonKeyCase"),

        ["a mount of /etc that ends in a NUL"] = Hostile.Text(Spec, """{"mounts":[{"source":"/etc\u0000/x","destination":"/host","options":["bind"]}]}""", "JsonTextNul"),
        ["a capability that ends in a NUL"] = Hostile.Text(Spec, """{"process":{"capabilities":{"bounding":["CAP_SYS_ADMIN\u0000"]}}}""", "JsonTextNul"),
        ["an annotation whose key ends in a NUL"] = Hostile.Text(Spec, """{"annotations":{"org.criu.config\u0000":"/tmp/evil"}}""", "JsonTextNul"),

        ["something behind the JSON"] = Hostile.Text(Config, "{} {}", "JsonMalformed"),
        ["a NUL behind the JSON"] = Hostile.Text(Config, "{}\0", "JsonMalformed"),
        ["a byte order mark"] = Hostile.Content(Config, static () => [0xEF, 0xBB, 0xBF, .. "{}"u8], "JsonMalformed"),
        ["JSON in UTF-16"] = Hostile.Content(Config, static () => Encoding.Unicode.GetBytes("{}"), "JsonMalformed"),
        ["a comment"] = Hostile.Text(Config, "{/* hello */}", "JsonMalformed"),
        ["a comment of one line"] = Hostile.Text(Config, "// hello\n{}", "JsonMalformed"),
        ["single quotes"] = Hostile.Text(Config, "{'id':'a'}", "JsonMalformed"),
        ["a key without quotes"] = Hostile.Text(Config, "{id:\"a\"}", "JsonMalformed"),
        ["a comma too many"] = Hostile.Text(Config, "{\"id\":\"a\",}", "JsonMalformed"),
        ["NaN"] = Hostile.Text(Config, "{\"restart_retries\":NaN}", "JsonMalformed"),
        ["Infinity"] = Hostile.Text(Config, "{\"restart_retries\":-Infinity}", "JsonMalformed"),
        ["a number with a zero before it"] = Hostile.Text(Config, "{\"restart_retries\":01}", "JsonMalformed"),
        ["a number with a plus"] = Hostile.Text(Config, "{\"restart_retries\":+1}", "JsonMalformed"),
        ["a number in hexadecimal digits"] = Hostile.Text(Config, "{\"restart_retries\":0x10}", "JsonMalformed"),
        ["a text with a control character"] = Hostile.Text(Config, "{\"id\":\"a\nb\"}", "JsonMalformed"),
        ["a text that is no UTF-8"] = Hostile.Content(Config, static () => [.. "{\"id\":\""u8, 0xFF, .. "\"}"u8], "JsonMalformed"),
        ["a key that is no UTF-8"] = Hostile.Content(Config, static () => [.. "{\"id"u8, 0xFF, .. "\":1}"u8], "JsonMalformed"),
        ["half a surrogate pair"] = Hostile.Text(Config, """{"id":"\ud800"}""", "JsonMalformed"),
        ["half a surrogate pair in a key"] = Hostile.Text(Config, """{"id\udc00":1}""", "JsonMalformed"),
        ["an escape that is none"] = Hostile.Text(Config, """{"id":"\x41"}""", "JsonMalformed"),
        ["JSON that is cut off"] = Hostile.Text(Config, "{\"id\": \"a", "JsonMalformed"),
        ["JSON of nothing"] = Hostile.Text(Config, "", "JsonMalformed"),
        ["JSON of blanks"] = Hostile.Text(Config, "   \n", "JsonMalformed"),
    };

    private static HostileKind Changed(string member, string from, string to, params string[] findings) => Hostile.Content(
        member,
        () => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Archive.RealArchive.Open("plain-none.tar").Content(member)).Replace(from, to, StringComparison.Ordinal)),
        findings);
}
