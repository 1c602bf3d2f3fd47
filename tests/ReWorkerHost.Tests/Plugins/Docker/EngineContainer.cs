using System.Text.Json.Nodes;

namespace ReWorkerHost.Tests.Plugins.Docker;

/// <summary>A container as the fixture of a Docker Engine keeps it.</summary>
/// <param name="id">Its id.</param>
/// <param name="name">Its name.</param>
/// <param name="body">What it was created from.</param>
internal sealed class EngineContainer(string id, string name, JsonObject body)
{
    public string Id { get; } = id;

    public string Name { get; set; } = name;

    public JsonObject Body { get; } = body;

    /// <summary><c>created</c>, <c>running</c> or <c>exited</c>.</summary>
    public string Status { get; set; } = "created";

    /// <summary>What is told of it.</summary>
    public JsonObject Inspect()
    {
        var config = Body.DeepClone().AsObject();
        config.Remove("HostConfig");
        config.Remove("NetworkingConfig");
        if (string.IsNullOrEmpty(config["Hostname"]?.GetValue<string>())) config["Hostname"] = Id[..12];
        var host = Body["HostConfig"]?.DeepClone().AsObject() ?? [];
        host["NetworkMode"] ??= "bridge";
        host["RestartPolicy"] ??= JsonNode.Parse("""{ "Name": "no", "MaximumRetryCount": 0 }""");
        var inspect = JsonNode.Parse($$"""
            {
              "Id": "{{Id}}", "Created": "2026-11-24T10:00:00.123456789Z", "Path": "/bin/sh", "Args": [],
              "State": {
                "Status": "{{Status}}", "Running": {{(Status == "running" ? "true" : "false")}}, "Paused": false, "Restarting": false, "OOMKilled": false, "Dead": false,
                "Pid": {{(Status == "running" ? 4711 : 0)}}, "ExitCode": 0, "Error": "",
                "StartedAt": "{{(Status == "created" ? "0001-01-01T00:00:00Z" : "2026-11-24T10:00:01Z")}}", "FinishedAt": "0001-01-01T00:00:00Z"
              },
              "Image": "sha256:{{new string('1', 64)}}", "Name": "/{{Name}}", "RestartCount": 0, "Driver": "overlay2", "Platform": "linux", "Mounts": [],
              "NetworkSettings": { "Ports": {}, "Networks": {} }
            }
            """)!.AsObject();
        inspect["HostConfig"] = host;
        inspect["Config"] = config;
        return inspect;
    }
}
