namespace GreeterNamespace;

public sealed record Greeting(string Text);
