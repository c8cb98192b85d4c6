using System.Net;
using CheckpointTools.Ports;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CheckpointTools.Tests.Ports;

/// <summary>
/// Merging against a slow and obvious model: every mapping as its single ports, every two of them compared.
/// </summary>
public class PortMergingProperties
{
    [Property(MaxTest = 1000, Arbitrary = [typeof(CrowdedMappings)])]
    public void Covers_the_same_ports_or_names_a_real_conflict(PortMapping[] mappings)
    {
        HashSet<SinglePort> wanted = [.. mappings.SelectMany(SinglePort.Of)];
        bool collide = wanted.Any(one => wanted.Any(one.CollidesWith));
        IReadOnlyList<PortMapping> merged;
        try
        {
            merged = PortMerging.Merge(mappings);
        }
        catch (CheckpointToolsException exception)
        {
            Assert.Equal(PortErrorId.PortConflict, exception.ErrorId);
            Assert.True(collide);
            return;
        }
        Assert.False(collide);
        List<SinglePort> covered = [.. merged.SelectMany(SinglePort.Of)];
        Assert.Equal(covered.Count, covered.Distinct().Count());
        Assert.True(wanted.SetEquals(covered));
        Assert.Equal(merged, PortMerging.Merge(merged));
        Assert.DoesNotContain(merged, one => merged.Any(other => CouldBeJoined(one, other)));
    }

    [Property(MaxTest = 500, Arbitrary = [typeof(CrowdedMappings)])]
    public void Does_not_depend_on_the_order(PortMapping[] mappings, int seed)
    {
        PortMapping[] shuffled = [.. mappings];
        new System.Random(seed).Shuffle(shuffled);
        Assert.Equal(Outcome(mappings), Outcome(shuffled));
    }

    private static string Outcome(IEnumerable<PortMapping> mappings)
    {
        try
        {
            return string.Join(", ", PortMerging.Merge(mappings));
        }
        catch (CheckpointToolsException exception)
        {
            return exception.Message;
        }
    }

    private static bool CouldBeJoined(PortMapping one, PortMapping other) =>
        one.HostPort != 0
        && (one.HostIp, one.Protocol) == (other.HostIp, other.Protocol)
        && one.HostPort + one.Range == other.HostPort
        && one.ContainerPort + one.Range == other.ContainerPort;

    private sealed record SinglePort(string HostIp, string Protocol, int HostPort, int ContainerPort)
    {
        internal static IEnumerable<SinglePort> Of(PortMapping mapping) =>
            from protocol in mapping.Protocol.Split(',')
            from offset in Enumerable.Range(0, mapping.Range)
            select new SinglePort(mapping.HostIp, protocol, mapping.HostPort == 0 ? 0 : mapping.HostPort + offset, mapping.ContainerPort + offset);

        internal bool CollidesWith(SinglePort other) =>
            this != other && HostPort != 0 && (Protocol, HostPort) == (other.Protocol, other.HostPort) && (Includes(HostIp, other.HostIp) || Includes(other.HostIp, HostIp));

        private static bool Includes(string wide, string narrow) => wide == narrow || wide.Length == 0
            || (narrow.Length > 0
                && (IPAddress.Parse(wide).Equals(IPAddress.Any) || IPAddress.Parse(wide).Equals(IPAddress.IPv6Any))
                && IPAddress.Parse(wide).AddressFamily == IPAddress.Parse(narrow).AddressFamily);
    }

    /// <summary>Few addresses and ports, so that mappings meet, at the low end and at 65535.</summary>
    public static class CrowdedMappings
    {
        private static readonly Gen<PortMapping> Mapping =
            from hostIp in Gen.Elements("", "0.0.0.0", "::", "127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2", "::1", "::1")
            from hostPort in Gen.OneOf(Gen.Constant(0), Gen.Choose(1, 12), Gen.Choose(65520, 65532))
            from shift in Gen.Frequency((4, Gen.Constant(0)), (1, Gen.Choose(0, 2)))
            from range in Gen.Choose(1, 4)
            from protocol in Gen.Elements("tcp", "udp", "tcp,udp")
            select new PortMapping
            {
                HostIp = hostIp,
                HostPort = hostPort,
                ContainerPort = hostPort == 0 ? 1 + (shift * 2) : Math.Min(hostPort + shift, 65532),
                Range = range,
                Protocol = protocol,
            };

        public static Arbitrary<PortMapping[]> Arrays() =>
            Gen.Choose(0, 7).SelectMany(count => Mapping.ArrayOf(count)).ToArbitrary();
    }
}
