namespace ReWorkerHost.Abstractions;

/// <summary>
/// Names a worker. The name gives its queue (<c>worker.&lt;name&gt;</c>), its default binding and the <c>app_id</c> of
/// its replies. Without this attribute a worker's name is its class name in lower case.
/// </summary>
/// <param name="name">The worker's name: lower-case letters, digits, <c>-</c>, <c>_</c> and <c>.</c>.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WorkerAttribute(string name) : Attribute
{
    /// <summary>The worker's name.</summary>
    public string Name { get; } = name;

    /// <summary>What the worker does, in one sentence; shown by <c>describe</c>.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// The routing keys by which the worker's queue is bound to the exchange. Default: <c>worker.&lt;name&gt;</c> for a
    /// <see cref="Worker"/>, <c>notify.&lt;name&gt;</c> and <c>worker.&lt;name&gt;</c> for a <see cref="NotificationWorker"/>,
    /// <c>output</c> for an <see cref="OutputWorker"/>. <c>plugins.json</c> can set others.
    /// </summary>
    public string[] Bindings { get; init; } = [];
}
