namespace ResilientStorage;

public static partial class ResilientStorageTelemetry
{
    /// <summary>The names of the instruments. Every measurement carries <see cref="Attributes.Instance"/>.</summary>
    public static class Instruments
    {
        /// <summary>
        /// Histogram, s: how long the operations of <see cref="IResilientStorage"/> took; a read until its first verified block is there, listings not at all.
        /// Tags: <see cref="Attributes.Operation"/>, on failure <see cref="Attributes.ErrorType"/>, and <see cref="Attributes.Outcome"/> <c>cancelled</c> when the caller broke it off.
        /// Modelled on <see href="https://opentelemetry.io/docs/specs/semconv/database/database-metrics/#metric-dbclientoperationduration">db.client.operation.duration</see>.
        /// </summary>
        public const string OperationDuration = "resilientstorage.operation.duration";

        /// <summary>
        /// Counter, By: bytes of uploads that became live, once however many stores took them. No further tags.
        /// See <see href="https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units">instrument units</see>.
        /// </summary>
        public const string UploadContent = "resilientstorage.upload.content";

        /// <summary>
        /// Histogram, s: how long single requests to stores took, waits for permits and pauses between tries not included. The next bytes of an answer under way are no request.
        /// Tags: <see cref="Attributes.Store"/>, <see cref="Attributes.Operation"/>, <see cref="Attributes.Work"/>, on failure <see cref="Attributes.ErrorType"/>, and
        /// <see cref="Attributes.Outcome"/> <c>cancelled</c> when it was broken off.
        /// Modelled on <see href="https://opentelemetry.io/docs/specs/semconv/http/http-metrics/#metric-httpclientrequestduration">http.client.request.duration</see>.
        /// </summary>
        public const string StoreRequestDuration = "resilientstorage.store.request.duration";

        /// <summary>
        /// Counter, {retry}: requests that were tries after the first. Tags: <see cref="Attributes.Store"/>, <see cref="Attributes.Operation"/>, <see cref="Attributes.Work"/>.
        /// See <see href="https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units">instrument units</see>.
        /// </summary>
        public const string StoreRetries = "resilientstorage.store.retries";

        /// <summary>
        /// Counter, {call}: calls that were refused without a request, because the store is left alone. Tags: <see cref="Attributes.Store"/>, <see cref="Attributes.Operation"/>, <see cref="Attributes.Work"/>.
        /// See <see href="https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units">instrument units</see>.
        /// </summary>
        public const string StoreRefusals = "resilientstorage.store.refusals";

        /// <summary>
        /// Histogram, s: how long requests waited for their permit under the store's rate limit; those that did not wait are not in it. Tags: <see cref="Attributes.Store"/>, <see cref="Attributes.Work"/>.
        /// Modelled on <see href="https://opentelemetry.io/docs/specs/semconv/database/database-metrics/#metric-dbclientconnectionwait_time">db.client.connection.wait_time</see>.
        /// </summary>
        public const string StorePermitWaitTime = "resilientstorage.store.permit.wait_time";

        /// <summary>
        /// Observable gauge, {state}: 0 the store is asked, 1 one call probes whether it is back, 2 it kept failing and is left alone. Tag: <see cref="Attributes.Store"/>.
        /// See <see href="https://opentelemetry.io/docs/specs/otel/metrics/api/#asynchronous-gauge">asynchronous gauge</see>.
        /// </summary>
        public const string StoreBreakerState = "resilientstorage.store.breaker.state";

        /// <summary>
        /// Counter, {opening}: how often a store began to be left alone. Tags: <see cref="Attributes.Store"/>, <see cref="Attributes.ErrorType"/> of the last failure.
        /// See <see href="https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units">instrument units</see>.
        /// </summary>
        public const string StoreBreakerOpenings = "resilientstorage.store.breaker.openings";

        /// <summary>
        /// Counter, {fallback}: times that a reader turned away from a store's copy, to another store where there is one.
        /// Tags: <see cref="Attributes.Store"/> that failed it, <see cref="Attributes.ErrorType"/>, <see cref="Attributes.Work"/> (<c>read</c>, or <c>repair</c> for the source of a copy).
        /// See <see href="https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units">instrument units</see>.
        /// </summary>
        public const string ReadFallbacks = "resilientstorage.read.fallbacks";

        /// <summary>
        /// Counter, {repair}: repairs that were queued because a copy was found missing or corrupt. Tags: <see cref="Attributes.Store"/>, <see cref="Attributes.Kind"/> (<c>missing</c>, <c>corrupt</c>).
        /// See <see href="https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units">instrument units</see>.
        /// </summary>
        public const string RepairsQueued = "resilientstorage.repairs.queued";

        /// <summary>
        /// Counter, {item}: tries of work items. Tags: <see cref="Attributes.Store"/>, <see cref="Attributes.Kind"/> (<c>remove</c>, <c>repair</c>, <c>alias</c>), <see cref="Attributes.Outcome"/>
        /// (<c>done</c>, <c>retry</c>, <c>dead</c>). See <see href="https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units">instrument units</see>.
        /// </summary>
        public const string WorkItems = "resilientstorage.work.items";

        /// <summary>
        /// Counter, {alert}: alerts that were raised, before they are gathered and limited. Tag: <see cref="Attributes.Kind"/>, in snake case: <c>dead_letter</c>.
        /// See <see href="https://opentelemetry.io/docs/specs/semconv/general/metrics/#instrument-units">instrument units</see>.
        /// </summary>
        public const string Alerts = "resilientstorage.alerts";

        /// <summary>
        /// Observable gauge, {version}: versions that are live. As of the worker's last sweep, like all that the ledger counts, and not there before the first one.
        /// See <see href="https://opentelemetry.io/docs/specs/otel/metrics/api/#asynchronous-gauge">asynchronous gauge</see>.
        /// </summary>
        public const string LedgerLive = "resilientstorage.ledger.live";

        /// <summary>
        /// Observable gauge, {version}: live versions that lack a copy in an active store.
        /// See <see href="https://opentelemetry.io/docs/specs/otel/metrics/api/#asynchronous-gauge">asynchronous gauge</see>.
        /// </summary>
        public const string LedgerUnderReplicated = "resilientstorage.ledger.under_replicated";

        /// <summary>
        /// Observable gauge, {item}: removals that are due, dead letters aside.
        /// See <see href="https://opentelemetry.io/docs/specs/otel/metrics/api/#asynchronous-gauge">asynchronous gauge</see>.
        /// </summary>
        public const string LedgerRemovalsDue = "resilientstorage.ledger.removals_due";

        /// <summary>
        /// Observable gauge, {item}: work that used up its tries and waits for a person.
        /// See <see href="https://opentelemetry.io/docs/specs/otel/metrics/api/#asynchronous-gauge">asynchronous gauge</see>.
        /// </summary>
        public const string LedgerDeadLetters = "resilientstorage.ledger.dead_letters";

        /// <summary>
        /// Observable gauge, s: how long the oldest due item of work has been waiting; 0 when nothing is due.
        /// See <see href="https://opentelemetry.io/docs/specs/otel/metrics/api/#asynchronous-gauge">asynchronous gauge</see>.
        /// </summary>
        public const string LedgerWorkAge = "resilientstorage.ledger.work.age";
    }
}
