namespace ReWorkerHost.Tests.Loading;

/// <summary>A clock that can be put forward.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long shift;

    public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref shift);

    public void Shift(TimeSpan by) => Interlocked.Add(ref shift, (long)(by.TotalSeconds * TimestampFrequency));
}
