namespace ResilientStorage.Wire.Driver;

/// <summary>A connection that does not come about, and what a driver has to make of it.</summary>
/// <param name="What">What happened, in a document's words.</param>
/// <param name="Kind">The kind of the error.</param>
/// <param name="IsTransient">Whether it is tried again.</param>
/// <param name="NextStep">A part of the message that says what to do.</param>
/// <param name="Advice">What a person does about it, for the document.</param>
internal sealed record ConnectionCase(string What, StorageErrorKind Kind, bool IsTransient, string NextStep, string Advice)
{
    public static ConnectionCase Refused { get; } = new("nobody listens", StorageErrorKind.Unavailable, IsTransient: true, "see whether the server runs", "see whether the server runs and a firewall lets this machine through");

    public static ConnectionCase NoName { get; } = new("the host's name is not known", StorageErrorKind.Unavailable, IsTransient: true, "DNS", "check the address, and this machine's DNS");

    public static ConnectionCase NotTaken { get; } = new("the connection is not taken within `ConnectTimeout`", StorageErrorKind.Timeout, IsTransient: true, "ConnectTimeout", "see whether the server runs and a firewall lets this machine through");

    public static ConnectionCase NoTls { get; } = new("https to a port that speaks no TLS", StorageErrorKind.Unavailable, IsTransient: true, "see whether the port speaks TLS", "check scheme and port of the address");

    public static ConnectionCase UntrustedCertificate { get; } = new("a certificate that is not trusted, for another host, or expired", StorageErrorKind.Unavailable, IsTransient: false, "certificate is not trusted", "check the address, and the certificates that this machine trusts");

    public static IReadOnlyList<ConnectionCase> All { get; } = [Refused, NoName, NotTaken, NoTls, UntrustedCertificate];
}
