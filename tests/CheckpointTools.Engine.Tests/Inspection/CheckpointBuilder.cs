using System.Text.Json.Nodes;
using CheckpointTools.Tests.Archive;

namespace CheckpointTools.Tests.Inspection;

/// <summary>Real archives with something changed: what tar extracted of a fixture, edited and written again.</summary>
internal sealed class CheckpointBuilder
{
    private readonly List<(string Name, byte[]? Content)> _members;

    public CheckpointBuilder(string fixture = "plain-none.tar")
    {
        RealArchive archive = RealArchive.Open(fixture);
        _members = [.. archive.Members.Select(member => (member.Name, member.Name.EndsWith('/') ? null : archive.Content(member.Name)))];
    }

    /// <summary>The names, in the archive's order.</summary>
    public IEnumerable<string> Names => _members.Select(static member => member.Name);

    /// <summary>Changes the JSON of a member.</summary>
    public CheckpointBuilder Edit(string name, Action<JsonObject> edit)
    {
        var root = (JsonObject)JsonNode.Parse(_members.Single(member => member.Name == name).Content)!;
        edit(root);
        return With(name, System.Text.Encoding.UTF8.GetBytes(root.ToJsonString()));
    }

    /// <summary>Puts a content in a member's place, or a new member at the end.</summary>
    public CheckpointBuilder With(string name, byte[] content)
    {
        int index = _members.FindIndex(member => member.Name == name);
        if (index < 0)
            _members.Add((name, content));
        else
            _members[index] = (name, content);
        return this;
    }

    public CheckpointBuilder With(string name, string content) => With(name, System.Text.Encoding.UTF8.GetBytes(content));

    /// <summary>Takes members out.</summary>
    public CheckpointBuilder Without(Predicate<string> chosen)
    {
        Assert.NotEqual(0, _members.RemoveAll(member => chosen(member.Name)));
        return this;
    }

    public CheckpointBuilder Without(string name) => Without(member => member == name);

    /// <summary>Gives every member another name.</summary>
    public CheckpointBuilder Rename(Func<string, string> rename)
    {
        for (int i = 0; i < _members.Count; i++)
            _members[i] = (rename(_members[i].Name), _members[i].Content);
        return this;
    }

    /// <summary>Sorts the members.</summary>
    public CheckpointBuilder OrderBy<T>(Func<string, T> key)
    {
        (string, byte[]?)[] sorted = [.. _members.OrderBy(member => key(member.Name))];
        _members.Clear();
        _members.AddRange(sorted);
        return this;
    }

    /// <summary>Writes all into a tar that is still open.</summary>
    public TarBuilder Tar()
    {
        var tar = new TarBuilder();
        foreach ((string name, byte[]? content) in _members)
            tar.Add(name, content, content is null ? '5' : '0');
        return tar;
    }

    /// <summary>Writes all into a folder, for GNU tar.</summary>
    public void WriteTo(TemporaryFolder folder)
    {
        foreach ((string name, byte[]? content) in _members)
        {
            if (content is null)
                Directory.CreateDirectory(Path.Combine(folder.Path, name));
            else
                folder.Write(name, content);
        }
    }
}
