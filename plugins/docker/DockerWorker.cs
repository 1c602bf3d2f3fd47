using System.Net;
using Docker.DotNet.Models;
using ReWorkerHost.Abstractions;

namespace ReWorkerHost.Plugins.Docker;

/// <summary>Pulls images and creates, starts, stops and removes containers on servers that its settings allow.</summary>
[Worker("docker", Description = "Handles containers and images on Docker servers that are allowed.")]
public sealed class DockerWorker(DockerOptions options, DockerClients clients) : Worker
{
    private const string NoContainer = "create it with CreateContainer, or correct its name";
    private DockerServer? server;
    private ImageName? image;
    private CreateContainerParameters? container;
    private Wiring wiring = new(null, null);

    /// <inheritdoc/>
    public override void Validate(StepContext step, object? parameters)
    {
        var requirements = new StepRequirements(options);
        switch (parameters)
        {
            case ContainerParameters named:
                server = requirements.Server(named.ServerName);
                requirements.Container(named.ContainerName);
                break;
            case PullParameters pull:
                server = requirements.Server(pull.ServerName);
                image = requirements.Image(pull.ImageName, pull.InsecureRegistry);
                break;
            case ImageParameters named:
                server = requirements.Server(named.ServerName);
                image = requirements.Image(named.ImageName);
                break;
            case CreateParameters create:
                Plan(requirements, create);
                break;
            case StartParameters start:
                server = requirements.Server(start.ServerName);
                requirements.Container(start.ContainerName);
                wiring = requirements.ReadWiring(start.ContainerBinds, start.PortBindings);
                break;
        }

        requirements.Conclude();
    }

    /// <summary>Stops a container.</summary>
    [Subcommand(Description = "Stops a container.")]
    public Task<ContainerReport> StopContainer(ContainerParameters parameters, StepContext step, CancellationToken cancellationToken) => ChangeAsync(
        step,
        parameters.ContainerName,
        ("Stopping", "stopped", "has stopped already"),
        new() { [HttpStatusCode.NotFound] = NoContainer },
        (docker, token) => docker.Containers.StopContainerAsync(
            parameters.ContainerName, new ContainerStopParameters { WaitBeforeKillSeconds = (uint)options.StopTimeout.TotalSeconds }, token),
        cancellationToken,
        options.StopTimeout);

    /// <summary>Removes a container that does not run.</summary>
    [Subcommand(Description = "Removes a container that does not run.")]
    public Task<ContainerReport> RemoveContainer(ContainerParameters parameters, StepContext step, CancellationToken cancellationToken) => ChangeAsync(
        step,
        parameters.ContainerName,
        ("Removing", "removed", ""),
        new() { [HttpStatusCode.NotFound] = "correct its name, or take the step out", [HttpStatusCode.Conflict] = "stop it first with StopContainer" },
        async (docker, token) =>
        {
            await docker.Containers.RemoveContainerAsync(parameters.ContainerName, new ContainerRemoveParameters(), token).ConfigureAwait(false);
            return true;
        },
        cancellationToken);

    /// <summary>Pulls an image.</summary>
    [Subcommand(Description = "Pulls an image.")]
    public async Task<ImageReport> PullImage(PullParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        await step.Output.InfoAsync($"Pulling {image} on {server!.Name}", cancellationToken).ConfigureAwait(false);
        var digest = await new ImagePull(Daemon, image!, options).RunAsync(step, cancellationToken).ConfigureAwait(false);
        return new ImageReport(server.Name, $"{image}", digest);
    }

    /// <summary>Removes an image.</summary>
    [Subcommand(Description = "Removes an image that no container uses.")]
    public async Task<ImageReport> RemoveImage(ImageParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(step);
        await step.Output.InfoAsync($"Removing {image} on {server!.Name}", cancellationToken).ConfigureAwait(false);
        await Daemon.AskAsync(
            $"{image} can't be removed",
            new Dictionary<HttpStatusCode, string> { [HttpStatusCode.NotFound] = "correct its name, or take the step out", [HttpStatusCode.Conflict] = "remove the containers that use it first" },
            (docker, token) => docker.Images.DeleteImageAsync($"{image}", new ImageDeleteParameters(), token),
            cancellationToken).ConfigureAwait(false);
        return new ImageReport(server.Name, $"{image}");
    }

    /// <summary>Creates a container.</summary>
    [Subcommand(Description = "Creates a container, which does not run yet.")]
    public async Task<ContainerReport> CreateContainer(CreateParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        await step.Output.InfoAsync($"Creating {parameters.ContainerName} of {image} on {server!.Name}", cancellationToken).ConfigureAwait(false);
        var created = await Daemon.AskAsync(
            $"{parameters.ContainerName} can't be created",
            new Dictionary<HttpStatusCode, string> { [HttpStatusCode.NotFound] = "pull the image first with PullImage", [HttpStatusCode.Conflict] = "remove that container first with RemoveContainer" },
            (docker, token) => docker.Containers.CreateContainerAsync(container!, token),
            cancellationToken).ConfigureAwait(false);
        foreach (var warning in created.Warnings ?? []) await step.Output.WarningAsync(warning, cancellationToken).ConfigureAwait(false);
        return new ContainerReport(server.Name, parameters.ContainerName, true, created.ID);
    }

    /// <summary>Starts a container, and gives it binds and ports before where it has never run.</summary>
    [Subcommand(Description = "Starts a container.")]
    public async Task<ContainerReport> StartContainer(StartParameters parameters, StepContext step, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(step);
        if (!wiring.IsEmpty && await new Recreation(Daemon, step.Logger).RunAsync(parameters.ContainerName, wiring, cancellationToken).ConfigureAwait(false))
        {
            await step.Output.InfoAsync($"Created {parameters.ContainerName} anew with its binds and ports", cancellationToken).ConfigureAwait(false);
        }

        return await ChangeAsync(
            step,
            parameters.ContainerName,
            ("Starting", "started", "runs already"),
            new() { [HttpStatusCode.NotFound] = NoContainer },
            (docker, token) => docker.Containers.StartContainerAsync(parameters.ContainerName, new ContainerStartParameters(), token),
            cancellationToken).ConfigureAwait(false);
    }

    private Daemon Daemon => new(
        server ?? throw new InvalidOperationException($"{nameof(Validate)} must be called first: it decides whether the server may be used."), clients.For(server), options);

    private void Plan(StepRequirements requirements, CreateParameters create)
    {
        server = requirements.Server(create.ServerName);
        image = requirements.Image(create.ImageName);
        requirements.Container(create.ContainerName);
        var words = requirements.Command(create.ContainerCommand);
        container = new CreateContainerParameters
        {
            Name = create.ContainerName,
            Image = image?.ToString() ?? "",
            Cmd = words.Count == 0 ? null! : [.. words],
            Hostname = create.ContainerHostname!, // none is the server's choice
            ExposedPorts = requirements.Ports(create.ContainerPorts),
        };
        requirements.ReadWiring(create.ContainerBinds, create.PortBindings).ApplyTo(container);
    }

    private async Task<ContainerReport> ChangeAsync(
        StepContext step, string name, (string Doing, string Done, string Already) words, Dictionary<HttpStatusCode, string> remedies,
        Func<global::Docker.DotNet.IDockerClient, CancellationToken, Task<bool>> change, CancellationToken cancellationToken, TimeSpan more = default)
    {
        await step.Output.InfoAsync($"{words.Doing} {name} on {server!.Name}", cancellationToken).ConfigureAwait(false);
        var changed = await Daemon.AskAsync($"{name} can't be {words.Done}", remedies, change, cancellationToken, more).ConfigureAwait(false);
        await step.Output.InfoAsync(changed ? $"{name} is {words.Done}" : $"{name} {words.Already}", cancellationToken).ConfigureAwait(false);
        return new ContainerReport(server.Name, name, changed);
    }
}
