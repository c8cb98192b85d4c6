using CheckpointTools.Restore;

namespace CheckpointTools.Inspection.Trust;

/// <summary>Tells registries that are named to be taken for another.</summary>
internal static class RegistryLookalike
{
    private static readonly string[] Known =
    [
        "docker.io", "quay.io", "ghcr.io", "gcr.io", "registry.k8s.io", "k8s.gcr.io", "mcr.microsoft.com", "public.ecr.aws", "registry.gitlab.com",
        "registry.access.redhat.com", "registry.redhat.io", "registry.fedoraproject.org", "registry.opensuse.org", "registry.suse.com", "lscr.io", "nvcr.io",
        "container-registry.oracle.com", "registry.centos.org", "icr.io", "docker.elastic.co",
    ];

    /// <summary>The registry that an image's name wants to be taken for.</summary>
    /// <param name="reference">The image.</param>
    /// <returns>Null for an ordinary name.</returns>
    internal static string? Of(ImageReference reference)
    {
        string domain = reference.Domain.ToLowerInvariant();
        string first = reference.Path.Split('/')[0];
        // localhost/docker.io/library/nginx was made here, whatever it says.
        if (Known.Contains(first))
            return first;
        if (Known.Contains(domain) || domain == "localhost")
            return null;
        if (domain.Split('.', ':').Any(static label => label.StartsWith("xn--", StringComparison.Ordinal)))
            return "a registry in Latin letters"; // an international name, in its written form
        return Known.FirstOrDefault(known =>
            domain.StartsWith(known + ".", StringComparison.Ordinal) || domain.StartsWith(known + "-", StringComparison.Ordinal)
            || domain.StartsWith(known.Replace('.', '-') + ".", StringComparison.Ordinal)
            || Plain(domain) == Plain(known) || IsOneEditAway(domain, known));
    }

    // What the eye takes for one.
    private static string Plain(string domain) =>
        domain.Replace("rn", "m", StringComparison.Ordinal).Replace("vv", "w", StringComparison.Ordinal).Replace("cl", "d", StringComparison.Ordinal)
            .Replace('0', 'o').Replace('1', 'l').Replace('i', 'l').Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal);

    private static bool IsOneEditAway(string left, string right)
    {
        // Short names have honest neighbours: gcr.io and icr.io.
        if (right.Length < 7 || Math.Abs(left.Length - right.Length) > 1)
            return false;
        int start = 0;
        while (start < Math.Min(left.Length, right.Length) && left[start] == right[start])
            start++;
        int end = 0;
        while (end < Math.Min(left.Length, right.Length) - start && left[^(end + 1)] == right[^(end + 1)])
            end++;
        int changed = Math.Max(left.Length, right.Length) - start - end;
        bool swapped = changed == 2 && left.Length == right.Length && left[start] == right[start + 1] && left[start + 1] == right[start];
        return changed <= 1 || swapped;
    }
}
