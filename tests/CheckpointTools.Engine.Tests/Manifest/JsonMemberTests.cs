using System.Globalization;
using System.Text;
using System.Text.Json;
using CheckpointTools.Archive;
using CheckpointTools.Manifest;
using CheckpointTools.Tests.Archive;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Manifest;

/// <summary>JSON that is read must be written again as it was, whether its fields are known or not.</summary>
public class JsonMemberTests
{
    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("-0.0")]
    [InlineData("1.10")]
    [InlineData("1e400")]
    [InlineData("1E-400")]
    [InlineData("18446744073709551615")]
    [InlineData("123456789012345678901234567890.1234567890123456789")]
    public void A_number_is_written_digit_by_digit_as_it_was_read(string number) =>
        Assert.Equal($$"""{"n":[{{number}}]}""", Written($$"""{"n":[{{number}}]}"""));

    [Property(MaxTest = 200)]
    public Property Any_document_is_the_same_after_reading_and_writing() => Prop.ForAll(
        Documents(4).ToArbitrary(),
        static json =>
        {
            string once = Written(json);
            // Escapes may be written otherwise; what the document says may not.
            return JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, JsonDocument.Parse(once).RootElement)
                && Numbers(json).SequenceEqual(Numbers(once)) && Written(once) == once;
        });

    [Theory]
    [InlineData("config.dump")]
    [InlineData("spec.dump")]
    [InlineData("network.status")]
    public void A_real_member_keeps_every_field_and_their_order(string member)
    {
        foreach (string name in RealArchive.Compressions.Keys)
        {
            byte[] content = RealArchive.Open(name).Content(member);
            string compact = JsonSerializer.Serialize(JsonDocument.Parse(content).RootElement, Relaxed);

            JsonMember read = JsonMember.Parse(member, content, ArchiveLimits.Default);

            Assert.Equal(compact, read.Root?.ToJsonString(Relaxed) ?? "null");
            Assert.Empty(read.Findings);
        }
    }

    [Theory]
    [InlineData("{\"a\":1,}")]
    [InlineData("{\"a\":1} x")]
    [InlineData("// c\n{}")]
    [InlineData("{'a':1}")]
    [InlineData("{a:1}")]
    [InlineData("[01]")]
    [InlineData("[+1]")]
    [InlineData("[.5]")]
    [InlineData("[NaN]")]
    [InlineData("\"\t\"")]
    [InlineData("\uFEFF{}")]
    [InlineData("\"\\ud800\"")]
    [InlineData("{\"\\ud800\":1}")]
    [InlineData("")]
    public void What_is_no_JSON_is_malformed(string text)
    {
        JsonMember member = JsonMember.Parse("config.dump", Encoding.UTF8.GetBytes(text), ArchiveLimits.Default);

        Assert.Null(member.Root);
        Assert.Equal("JsonMalformed", Assert.Single(member.Findings).Id);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Depth_is_bounded(int depth, bool taken)
    {
        JsonMember member = JsonMember.Parse("x", Encoding.UTF8.GetBytes(new string('[', depth) + new string(']', depth)), ArchiveLimits.Default);

        Assert.Equal(taken, member.Findings.Count == 0);
    }

    [Fact]
    public void Of_equal_keys_the_last_wins_as_in_Go()
    {
        JsonMember member = JsonMember.Parse("x", "{\"a\":1,\"b\":2,\"a\":3}"u8.ToArray(), ArchiveLimits.Default);

        Assert.Equal(3, (int)member.Root!["a"]!);
        Assert.Equal("JsonDuplicateKey", Assert.Single(member.Findings).Id);
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string Written(string json)
    {
        JsonMember member = JsonMember.Parse("x", Encoding.UTF8.GetBytes(json), ArchiveLimits.Default);
        Assert.Empty(member.Findings);
        return member.Root is null ? "null" : member.Root.ToJsonString();
    }

    private static List<string> Numbers(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var numbers = new List<string>();
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
                numbers.Add(Encoding.UTF8.GetString(reader.ValueSpan));
        }

        return numbers;
    }

    private static Gen<string> Documents(int depth)
    {
        Gen<string> number = Gen.OneOf(
            ArbMap.Default.GeneratorFor<long>().Select(static value => value.ToString(CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<NormalFloat>().Select(static value => value.Item.ToString("R", CultureInfo.InvariantCulture)),
            ArbMap.Default.GeneratorFor<ulong>().Select(static value => $"{value}.{value}0e{value % 999}"));
        Gen<string> text = ArbMap.Default.GeneratorFor<string>().Where(IsUnicode).Select(static value => JsonSerializer.Serialize(value ?? ""));
        Gen<string> leaf = Gen.OneOf(number, text, Gen.Elements("true", "false", "null"));
        if (depth == 0)
            return leaf;
        Gen<string> inner = Documents(depth - 1).Resize(10);
        return Gen.OneOf(
            leaf,
            inner.ListOf().Select(static items => $"[{string.Join(',', items)}]"),
            inner.ListOf().Select(static items => $"{{{string.Join(", ", items.Select(static (item, i) => $"\"key {i}é\" : {item}"))}}}"));
    }

    private static bool IsUnicode(string? text)
    {
        try
        {
            return text is null || new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text) >= 0;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
