namespace GreeterNamespace;

public sealed record GreeterClassOptions(string Greeting);
