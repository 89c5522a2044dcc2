namespace ResilientStorage;

public static partial class ResilientStorageTelemetry
{
    /// <summary>The names of the tags of measurements and spans.</summary>
    public static class Attributes
    {
        /// <summary>
        /// What something failed with; absent when it did not. The kind of the error in snake case (<c>unavailable</c>, <c>access_denied</c>, <c>ledger_unavailable</c>,
        /// <c>resource_not_found</c>), or the full name of an exception of another library. OpenTelemetry's own attribute:
        /// <see href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/#error-type">error.type</see>.
        /// </summary>
        public const string ErrorType = "error.type";

        /// <summary>
        /// The HTTP status of a request to a store; on spans only. OpenTelemetry's own attribute:
        /// <see href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/http/#http-response-status-code">http.response.status_code</see>.
        /// </summary>
        public const string HttpResponseStatusCode = "http.response.status_code";

        /// <summary>The name of the storage: <c>default</c>, or the one given to <c>AddResilientStorage</c>. Named by the <see href="https://opentelemetry.io/docs/specs/semconv/general/naming/">naming rules</see>.</summary>
        public const string Instance = "resilientstorage.instance";

        /// <summary>The name of a store. Named by the <see href="https://opentelemetry.io/docs/specs/semconv/general/naming/">naming rules</see>.</summary>
        public const string Store = "resilientstorage.store";

        /// <summary>
        /// What was asked: of the storage <c>upload</c>, <c>stage</c>, <c>commit</c>, <c>read</c>, <c>find</c>, <c>delete</c>, <c>restore</c> or <c>purge</c>; of a store for instance <c>PutObject</c>.
        /// Named by the <see href="https://opentelemetry.io/docs/specs/semconv/general/naming/">naming rules</see>.
        /// </summary>
        public const string Operation = "resilientstorage.operation";

        /// <summary>What a request to a store was for: <c>read</c>, <c>upload</c>, <c>repair</c>, <c>removal</c> or <c>sweep</c>. Named by the <see href="https://opentelemetry.io/docs/specs/semconv/general/naming/">naming rules</see>.</summary>
        public const string Work = "resilientstorage.work";

        /// <summary>The kind of a work item, a finding or an alert. Named by the <see href="https://opentelemetry.io/docs/specs/semconv/general/naming/">naming rules</see>.</summary>
        public const string Kind = "resilientstorage.kind";

        /// <summary>
        /// How work ended: <c>done</c>, <c>retry</c> or <c>dead</c>; of operations and requests only <c>cancelled</c>, which is no error.
        /// Named by the <see href="https://opentelemetry.io/docs/specs/semconv/general/naming/">naming rules</see>.
        /// </summary>
        public const string Outcome = "resilientstorage.outcome";
    }
}
