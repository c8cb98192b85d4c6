using System.Text.Json.Nodes;
using CheckpointTools.Manifest;

namespace CheckpointTools.Restore.Changes;

/// <summary>
/// Keeps <c>CreateCommand</c>, from which 'podman generate systemd --new' and users make the container anew, true to the
/// new pod. Podman replaces only words that equal the old SandboxID annotation; as that is the infra container's id,
/// it hardly ever finds one.
/// </summary>
internal static class CreateCommandChanges
{
    internal const string Rule = "CreateCommand";
    private const string PodOption = "--pod";

    internal static void Add(RestoreRequest request, HostPod pod, ChangeList changes)
    {
        IReadOnlyList<string> words = request.Config.CreateCommand;
        string sandbox = request.Spec.Annotations.GetValueOrDefault(PodChanges.SandboxIdAnnotation, "");
        int end = EndOfOptions(request.Config);
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            string field = FormattableString.Invariant($"CreateCommand[{i}]");
            if (sandbox.Length > 0 && word == sandbox)
                changes.ByPodman("config.dump:" + field, word, pod.Id, Rule);
            else if (Replaced(words, i, end, request.Manifest.Pod, pod) is { } replacement)
                Replace(changes, field, i, word, replacement);
        }
    }

    private static void Replace(ChangeList changes, string field, int index, string from, string to) =>
        changes.InConfig(field, from, to, Rule, config =>
        {
            if (JsonFields.Get(config, "CreateCommand") is JsonArray command)
                command[index] = to;
        });

    // An id in full can be nothing else, wherever it stands; a name or the beginning of an id only as the option's value.
    private static string? Replaced(IReadOnlyList<string> words, int i, int end, string oldPod, HostPod pod)
    {
        string word = words[i];
        if (word == oldPod)
            return pod.Id;
        if (i >= end)
            return null;
        if (word.StartsWith(PodOption + "=", StringComparison.Ordinal))
            return PodOption + "=" + ValueFor(word[(PodOption.Length + 1)..], oldPod, pod);
        return i > 0 && words[i - 1] == PodOption ? ValueFor(word, oldPod, pod) : null;
    }

    // The option can have named no other pod than the one the container was in. What was an id stays one, a name a name;
    // 'new:NAME', which made the pod, becomes the name of the one that is there. Nothing stays nothing.
    private static string ValueFor(string value, string oldPod, HostPod pod) =>
        value.Length == 0 ? value : oldPod.StartsWith(value, StringComparison.Ordinal) ? pod.Id : pod.Name;

    /// <summary>The index of the image's name, from which on the words are the container's own and not Podman's options.</summary>
    internal static int EndOfOptions(ConfigDump config)
    {
        IReadOnlyList<string> words = config.CreateCommand;
        int first = words.Count;
        for (int i = words.Count - 1; i > 0 && config.RawImageName.Length > 0; i--)
        {
            if (words[i] != config.RawImageName)
                continue;
            if (words.Skip(i + 1).SequenceEqual(config.Command))
                return i;
            first = i;
        }
        return first;
    }
}
