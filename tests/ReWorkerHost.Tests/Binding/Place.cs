namespace SystemsOfOthers;

/// <summary>A class whose namespace only begins like the framework's.</summary>
public sealed class Place
{
    public int Value { get; set; }
}
