namespace ReWorkerHost.Plugins.Megafrobber;

/// <summary>How a frobbing is to end.</summary>
public enum FrobOutcome
{
    /// <summary>As chance has it.</summary>
    Random,

    /// <summary>It passes.</summary>
    Pass,

    /// <summary>It fails.</summary>
    Fail,
}
