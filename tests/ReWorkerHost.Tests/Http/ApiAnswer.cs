using System.Text.Json;

namespace ReWorkerHost.Tests.Http;

/// <summary>What the management API answered.</summary>
internal sealed record ApiAnswer(int Status, JsonElement Body, HttpResponseMessage Response)
{
    /// <summary>A member of its body, as text.</summary>
    public string this[string member] => Body.GetProperty(member).ToString();
}
