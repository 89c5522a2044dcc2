namespace ResilientStorage;

public static partial class ResilientStorageTelemetry
{
    /// <summary>
    /// The names of the spans. Each carries <see cref="Attributes.Instance"/>; one that failed has the status Error and <see cref="Attributes.ErrorType"/>, as OpenTelemetry's rules for
    /// <see href="https://opentelemetry.io/docs/specs/semconv/general/recording-errors/">recording errors</see> want it, but no description and no exception event: texts of errors name keys.
    /// What the caller cancelled is no error.
    /// </summary>
    public static class Spans
    {
        /// <summary>An upload. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Upload = "resilientstorage.upload";

        /// <summary>An upload that is staged: all of it but the commit. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Stage = "resilientstorage.stage";

        /// <summary>The commit of a staged upload; in a transaction of the host the ledger's part of it. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Commit = "resilientstorage.commit";

        /// <summary>A read, until its first verified block is there. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Read = "resilientstorage.read";

        /// <summary>A look into the ledger for one resource. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Find = "resilientstorage.find";

        /// <summary>A delete of one or many resources. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Delete = "resilientstorage.delete";

        /// <summary>A restore. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Restore = "resilientstorage.restore";

        /// <summary>A purge. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Purge = "resilientstorage.purge";

        /// <summary>
        /// One request to a store, retries each by itself, with <see cref="Attributes.Store"/>, <see cref="Attributes.Operation"/> and <see cref="Attributes.Work"/>.
        /// <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Client.
        /// </summary>
        public const string StoreRequest = "resilientstorage.store.request";

        /// <summary>
        /// A group of the delete queue in the worker's hands: a trace of its own, with a <see href="https://opentelemetry.io/docs/specs/otel/overview/#links-between-spans">link</see> to
        /// the delete that told the queue. <see cref="Attributes.Outcome"/> says how it ended. Kind Consumer, as in
        /// <see href="https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/#span-kind">messaging spans</see>.
        /// </summary>
        public const string Group = "resilientstorage.group";

        /// <summary>A round of removals that were claimed. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Remove = "resilientstorage.remove";

        /// <summary>A repair of one copy. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Repair = "resilientstorage.repair";

        /// <summary>An alias that is made equal to the ledger. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Alias = "resilientstorage.alias";

        /// <summary>A pass over the ledger. <see href="https://opentelemetry.io/docs/specs/otel/trace/api/#spankind">Kind</see> Internal.</summary>
        public const string Sweep = "resilientstorage.sweep";
    }
}
