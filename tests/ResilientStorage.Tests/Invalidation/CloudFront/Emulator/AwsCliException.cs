namespace ResilientStorage.Tests.Invalidation.CloudFront.Emulator;

/// <summary>The command line ended with an error, which it printed.</summary>
internal sealed class AwsCliException(string message) : Exception(message);
