namespace ReWorkerHost.Telemetry;

/// <summary>Names and values of the semantic conventions of messaging; which version is said in <see cref="HostTelemetry.SchemaUrl"/>.</summary>
internal static class MessagingTags
{
    /// <summary>The kind of broker.</summary>
    public const string System = "messaging.system";

    /// <summary>What is done, in the broker's words.</summary>
    public const string OperationName = "messaging.operation.name";

    /// <summary>What is done, in general words.</summary>
    public const string OperationType = "messaging.operation.type";

    /// <summary>Where to, or where from.</summary>
    public const string Destination = "messaging.destination.name";

    /// <summary>The destination is gone when its owner is.</summary>
    public const string IsTemporary = "messaging.destination.temporary";

    /// <summary>The routing key.</summary>
    public const string RoutingKey = "messaging.rabbitmq.destination.routing_key";

    /// <summary>The message's own id.</summary>
    public const string MessageId = "messaging.message.id";

    /// <summary>The id of the conversation: of the release.</summary>
    public const string ConversationId = "messaging.message.conversation_id";

    /// <summary>The size of the body in bytes.</summary>
    public const string BodySize = "messaging.message.body.size";

    /// <summary>What went wrong, in one of few words.</summary>
    public const string Error = "error.type";

    /// <summary>The value of <see cref="System"/>.</summary>
    public const string RabbitMq = "rabbitmq";

    /// <summary>Handling a message that was delivered.</summary>
    public const string Process = "process";

    /// <summary>Sending a message, in the broker's word.</summary>
    public const string Publish = "publish";

    /// <summary>Sending a message, in the conventions' word.</summary>
    public const string Send = "send";
}
