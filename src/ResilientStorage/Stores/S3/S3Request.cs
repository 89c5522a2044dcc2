namespace ResilientStorage.Stores.S3;

/// <summary>What was asked of which bucket, for errors.</summary>
/// <param name="Operation">The operation as the engine knows it.</param>
/// <param name="Key">The object key; null for operations on the whole store.</param>
/// <param name="Bucket">The bucket.</param>
/// <param name="Endpoint">The provider's address without scheme.</param>
/// <param name="Now">The time, for a pause that the provider gives as a date.</param>
internal readonly record struct S3Request(string Operation, string? Key, string Bucket, string Endpoint, DateTimeOffset Now);
