namespace ReWorkerHost.Plugins.Servicenow;

/// <summary>A change task that was created; the reply's <c>data</c>.</summary>
/// <param name="Ctask">Its number.</param>
public sealed record NewTaskReport(string Ctask);
