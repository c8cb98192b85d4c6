using CheckpointTools.Ports;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Ports;

public class PublishOptionProperties
{
    [Property(MaxTest = 2000, Arbitrary = [typeof(NearlyPublishOptions)])]
    public void Any_text_is_either_refused_or_written_back_as_the_same_mappings(string value)
    {
        PortMapping parsed;
        IReadOnlyList<PortMapping> merged;
        try
        {
            parsed = PublishOption.Parse(value);
            merged = PortMerging.Merge([parsed]);
        }
        catch (CheckpointToolsException exception)
        {
            Assert.Equal(PortErrorId.InvalidPort, exception.ErrorId);
            return;
        }
        Assert.Equal(merged, merged.Select(mapping => PublishOption.Parse(PublishOption.Format(mapping))));
        Assert.DoesNotContain(merged, mapping => PublishOption.Format(mapping).Contains(','));
    }

    /// <summary>Half the grammar's own pieces in any order, half text of any kind.</summary>
    public static class NearlyPublishOptions
    {
        private static readonly string[] Pieces =
        [
            "80", "8080", "8080:80", "80-82", "8080-8082:80-82", "65535", "65536", "0", "1", "-", ":", "::", "[", "]", "[::1]:",
            "[2001:db8::1]:", "127.0.0.1:", "0.0.0.0:", "/", "/tcp", "/udp", "/sctp,UDP", ",", "tcp", "+", " ", ".", "%eth0", "é", "\0",
        ];

        public static Arbitrary<string> Values() => Gen.OneOf(
            Gen.Elements(Pieces).ListOf().Where(pieces => pieces.Count < 6).Select(pieces => string.Concat(pieces)),
            from address in Gen.Elements("", "", "[::1]:", "[::ffff:1.2.3.4]:", "0.0.0.0:")
            from ports in Gen.Elements(":80", "8080:80", "8080-8082:80-82", ":1-65535", "65535:65535")
            from protocol in Gen.Elements("", "/TCP", "/udp,tcp", "/sctp", "/tcp,,udp")
            select address + ports + protocol,
            ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")).ToArbitrary();
    }
}
