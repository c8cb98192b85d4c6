using System.Text.Json.Nodes;

namespace CheckpointTools.Tests.Hostile;

/// <summary>JSON in which a field is of a type or a value that it cannot have.</summary>
internal static class FieldKinds
{
    public static Dictionary<string, HostileKind> Table { get; } = new()
    {
        ["config.dump is null"] = Hostile.Text("config.dump", "null", "JsonFieldType"),
        ["config.dump is a list"] = Hostile.Text("config.dump", "[]", "JsonFieldType"),
        ["spec.dump is a text"] = Hostile.Text("spec.dump", "\"{}\"", "JsonFieldType"),
        ["network.status is a number"] = Hostile.Text("network.status", "7", "JsonFieldType"),
        ["the id is a number"] = Config("id", "5", "JsonFieldType"),
        ["the name is a list"] = Config("name", "[\"a\"]", "JsonFieldType"),
        ["privileged is a text"] = Config("privileged", "\"false\"", "JsonFieldType"),
        ["a port beyond 65535"] = Config("newPortMappings", """[{"host_port":65536,"container_port":80,"range":1}]""", "JsonFieldType"),
        ["a port below zero"] = Config("newPortMappings", """[{"host_port":-1,"container_port":80,"range":1}]""", "JsonFieldType"),
        ["a port that is a fraction"] = Config("newPortMappings", """[{"host_port":80.5}]""", "JsonFieldType"),
        ["a port with an exponent"] = Config("newPortMappings", """[{"host_port":8e1}]""", "JsonFieldType"),
        ["a port beyond 64 bits"] = Config("newPortMappings", """[{"host_port":18446744073709551617}]""", "JsonFieldType"),
        ["a port of Podman 3 beyond 32 bits"] = Config("newPortMappings", "null", "JsonFieldType", static config => config["portMappings"] = JsonNode.Parse("""[{"hostPort":2147483648}]""")),
        ["a time that is none"] = Config("createdTime", "\"12:00\"", "JsonFieldType"),
        ["a label that is an object"] = Config("labels", """{"a":{}}""", "JsonFieldType"),
        ["a user id below zero"] = Spec(static spec => spec["process"]!["user"]!["uid"] = -1, "JsonFieldType"),
        ["a user id beyond 32 bits"] = Spec(static spec => spec["process"]!["user"]!["uid"] = 4294967296, "JsonFieldType"),
        ["an argument that is a number"] = Spec(static spec => spec["process"]!["args"] = JsonNode.Parse("[1]"), "JsonFieldType"),
        ["a mount that is a text"] = Spec(static spec => spec["mounts"] = JsonNode.Parse("[\"/:/host\"]"), "JsonFieldType"),
        ["an annotation that is a number"] = Spec(static spec => spec["annotations"] = JsonNode.Parse("{\"a\":1}"), "JsonFieldType"),

        ["an id that climbs"] = Config("id", "\"../../../../tmp/evil\"", "ContainerIdInvalid"),
        ["an id of one letter too few"] = Config("id", $"\"{new string('a', 63)}\"", "ContainerIdInvalid"),
        ["an id of capital letters"] = Config("id", $"\"{new string('A', 64)}\"", "ContainerIdInvalid"),
        ["a name that climbs"] = Config("name", "\"../evil\"", "ContainerNameInvalid"),
        ["a name that is an option"] = Config("name", "\"--privileged\"", "ContainerNameInvalid"),
        ["a name of two lines"] = Config("name", "\"web\\nevil\"", "ContainerNameInvalid"),
        ["a volume's name that climbs"] = Config("namedVolumes", """[{"volumeName":"../../../etc/x","dest":"/data"}]""", "VolumeNameInvalid"),
        ["a volume's name that is a path"] = Config("namedVolumes", """[{"volumeName":"/etc","dest":"/data"}]""", "VolumeNameInvalid"),
        ["a volume without a name"] = Config("namedVolumes", """[{"dest":"/data"}]""", "VolumeNameInvalid"),

        ["deleted.files is no list"] = Hostile.Text("deleted.files", "{}", "JsonFieldType"),
        ["deleted.files is a list of lists"] = Hostile.Text("deleted.files", "[[\"/etc\"]]", "JsonFieldType"),
        ["deleted.files is a list with null"] = Hostile.Text("deleted.files", "[null]", "JsonFieldType"),
        ["deleted.files climbs"] = Hostile.Text("deleted.files", """["/a","../../../../etc/shadow"]""", "DeletedFileLeaves"),
        ["deleted.files climbs out of a folder"] = Hostile.Text("deleted.files", """["/b/../../etc/shadow"]""", "DeletedFileLeaves"),
        ["deleted.files climbs by an escape"] = Hostile.Text("deleted.files", """["/b/\u002e\u002e/../etc/shadow"]""", "DeletedFileLeaves"),
        ["deleted.files deletes everything"] = Hostile.Text("deleted.files", """["/"]""", "DeletedFileInvalid"),
        ["deleted.files deletes nothing by name"] = Hostile.Text("deleted.files", """[""]""", "DeletedFileInvalid"),
        ["deleted.files deletes the root by a dot"] = Hostile.Text("deleted.files", """["/./"]""", "DeletedFileInvalid"),
        ["deleted.files with a NUL"] = Hostile.Text("deleted.files", """["/etc\u0000/x"]""", "DeletedFileInvalid"),
        ["deleted.files of a gigabyte"] = Hostile.Endless("deleted.files", 1L << 30, "[\"a\"],"u8.ToArray(), "LimitJsonBytes"),
        ["deleted.files that climbs 90,000 times"] = Hostile.Text("deleted.files", "[\"..\"" + Hostile.Repeat(",\"..\"", 90_000) + "]", "DeletedFileLeaves"),
    };

    private static HostileKind Config(string field, string json, string finding, Action<JsonObject>? more = null) => new(
        () => Hostile.Members().Edit("config.dump", config =>
        {
            config[field] = JsonNode.Parse(json);
            more?.Invoke(config);
        }).Tar().End(),
        finding);

    private static HostileKind Spec(Action<JsonObject> edit, string finding) => new(() => Hostile.Members().Edit("spec.dump", edit).Tar().End(), finding);
}
