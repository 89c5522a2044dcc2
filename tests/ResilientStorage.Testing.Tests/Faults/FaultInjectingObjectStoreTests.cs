using System.Buffers;
using ResilientStorage.Stores;

namespace ResilientStorage.Testing.Tests.Faults;

public class FaultInjectingObjectStoreTests
{
    private readonly ManualTimeProvider _clock = new();
    private readonly InMemoryObjectStore _inner;
    private readonly StoreFaultPlan _faults;
    private readonly FaultInjectingObjectStore _store;

    public FaultInjectingObjectStoreTests()
    {
        _inner = new InMemoryObjectStore(_clock);
        _faults = new StoreFaultPlan(_clock);
        _store = FaultInjectingObjectStore.Wrap(_inner, _faults);
    }

    private IMultipartObjectStore Multipart => (IMultipartObjectStore)_store;

    [Fact]
    public void Wrap_Store_HasTheAbilitiesOfTheOneInside()
    {
        Assert.IsAssignableFrom<IMultipartObjectStore>(_store);
        Assert.IsAssignableFrom<ICopyingObjectStore>(_store);
        Assert.IsNotAssignableFrom<IMultipartObjectStore>(FaultInjectingObjectStore.Wrap(new PlainStore()));
        Assert.IsNotAssignableFrom<ICopyingObjectStore>(FaultInjectingObjectStore.Wrap(new PlainStore()));
        Assert.IsNotAssignableFrom<IPresigningObjectStore>(_store);
        Assert.IsAssignableFrom<IPresigningObjectStore>(FaultInjectingObjectStore.Wrap(new PresigningStore()));
        Assert.Same(_inner.Capabilities, _store.Capabilities);
    }

    [Fact]
    public async Task Fail_Presign_FailsEachOfItsMethodsOnce()
    {
        var store = (IPresigningObjectStore)FaultInjectingObjectStore.Wrap(new PresigningStore(), _faults);
        _faults.On(StoreOperation.Presign).Calls(1, 3).Fail(StorageErrorKind.AccessDenied);

        await Assert.ThrowsAsync<StorageException>(() => store.PresignGetAsync("a"));
        await Assert.ThrowsAsync<StorageException>(() => store.PresignPutAsync("a", new PresignPutOptions { Length = 1 }));
        await Assert.ThrowsAsync<StorageException>(() => store.PresignPostAsync("a", new PresignPostOptions { MaxLength = 1 }));

        Assert.Equal(("GET", "PUT"), ((await store.PresignGetAsync("a")).Method, (await store.PresignPutAsync("a", new PresignPutOptions { Length = 1 })).Method));
    }

    [Theory]
    [InlineData(StorageErrorKind.Throttled)]
    [InlineData(StorageErrorKind.AccessDenied)]
    public async Task Fail_NthCall_FailsThatOneAndDoesNothing(StorageErrorKind kind)
    {
        _faults.On(StoreOperation.Put).Call(2).Fail(kind);

        await PutAsync("a");
        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync("b"));
        await PutAsync("c");

        Assert.Equal(kind, error.Kind);
        Assert.Equal("b", error.Key);
        Assert.Equal(["a", "c"], _inner.ObjectKeys);
    }

    [Fact]
    public async Task Fail_CallsFromTo_FailsThoseOnly()
    {
        _faults.On(StoreOperation.Find).Calls(2, 3).Fail();

        Assert.Equal([true, false, false, true], await OutcomesAsync(4, () => _store.FindAsync("a")));
    }

    [Fact]
    public async Task Fail_EveryCallOfEveryOperation_FailsAll()
    {
        _faults.On().Fail();

        await Assert.ThrowsAsync<StorageException>(() => PutAsync("a"));
        await Assert.ThrowsAsync<StorageException>(() => _store.FindAsync("a"));
        await Assert.ThrowsAsync<StorageException>(async () => await _store.ListAsync("").GetAsyncEnumerator().MoveNextAsync());
        await Assert.ThrowsAsync<StorageException>(() => Multipart.BeginMultipartAsync("a", 10, new PutObjectOptions()));
    }

    [Fact]
    public async Task Fail_KeysThatMatch_CountsOnlyThem()
    {
        _faults.On(StoreOperation.Put).ForKeys(static key => key.StartsWith('x')).Call(2).Fail();

        await PutAsync("x1");
        await PutAsync("y");
        await Assert.ThrowsAsync<StorageException>(() => PutAsync("x2"));
        await PutAsync("x3");

        Assert.Equal(["x1", "x3", "y"], _inner.ObjectKeys);
    }

    [Fact]
    public async Task On_RuleAddedLater_CountsFromThen()
    {
        await PutAsync("a");
        _faults.On(StoreOperation.Put).Call(1).Fail();

        await Assert.ThrowsAsync<StorageException>(() => PutAsync("b"));
    }

    [Fact]
    public async Task LoseAnswer_Put_StoresAndThenFails()
    {
        _faults.On(StoreOperation.Put).LoseAnswer();

        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync("a"));

        Assert.Equal(StorageErrorKind.Timeout, error.Kind);
        Assert.True(error.MayHaveTakenEffect);
        Assert.Equal(["a"], _inner.ObjectKeys);
    }

    [Fact]
    public async Task LoseAnswer_MultipartAndDelete_TakeEffectAndThenFail()
    {
        await PutAsync("a");
        var upload = await Multipart.BeginMultipartAsync("b", 10, new PutObjectOptions());
        var part = await Multipart.PutPartAsync(upload, 1, Bytes(3));
        _faults.On(StoreOperation.Delete, StoreOperation.CompleteMultipart).LoseAnswer(StorageErrorKind.Unavailable);

        await Assert.ThrowsAsync<StorageException>(() => _store.DeleteAsync([new ObjectToDelete("a")]));
        await Assert.ThrowsAsync<StorageException>(() => Multipart.CompleteMultipartAsync(upload, [part]));

        Assert.Equal(["b"], _inner.ObjectKeys);
    }

    [Fact]
    public async Task Delay_Call_WaitsOnThePlansClock()
    {
        _faults.On(StoreOperation.Put).Delay(TimeSpan.FromSeconds(10));

        var put = PutAsync("a");
        _clock.Advance(TimeSpan.FromSeconds(9));
        Assert.False(put.IsCompleted);
        Assert.Empty(_inner.ObjectKeys);
        _clock.Advance(TimeSpan.FromSeconds(1));

        await put;
        Assert.Equal(["a"], _inner.ObjectKeys);
    }

    [Fact]
    public async Task Hang_Call_EndsOnlyWhenCancelled()
    {
        _faults.On(StoreOperation.Put).Hang();
        using var source = new CancellationTokenSource();

        var put = _store.PutAsync("a", Bytes(1), new PutObjectOptions(), source.Token);
        _clock.Advance(TimeSpan.FromDays(365));
        Assert.False(put.IsCompleted);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => put);
        Assert.Empty(_inner.ObjectKeys);
    }

    [Fact]
    public async Task Lie_EachOperation_SaysSoAndDoesNothing()
    {
        await PutAsync("a");
        var upload = await Multipart.BeginMultipartAsync("b", 10, new PutObjectOptions());
        _faults.On().Lie();

        Assert.Equal(new StoredObject { Length = 3, ETag = null }, await PutAsync("c"));
        Assert.True((await _store.DeleteAsync([new ObjectToDelete("a")]))[0].IsDeleted);
        Assert.Null(await _store.FindAsync("a"));
        Assert.Equal(StorageErrorKind.NotFound, (await Assert.ThrowsAsync<StorageException>(() => _store.OpenReadAsync("a", null))).Kind);
        Assert.False(await _store.ListAsync("").GetAsyncEnumerator().MoveNextAsync());
        Assert.Equal("", (await Multipart.PutPartAsync(upload, 1, Bytes(3))).ETag);
        Assert.Null((await Multipart.CompleteMultipartAsync(upload, [new StoredPart(1, 3, "")])).ETag);
        await Multipart.AbortMultipartAsync(upload);
        Assert.Null((await ((ICopyingObjectStore)_store).CopyAsync("a", "d", new PutObjectOptions())).ETag);
        Assert.Equal(["a"], _inner.ObjectKeys);
        Assert.Equal(1, _inner.UnfinishedUploads);
    }

    [Fact]
    public async Task RefuseKeys_SomeKeysOfADelete_AreAnsweredInOrderAndStay()
    {
        await PutAsync("a");
        await PutAsync("b");
        await PutAsync("c");
        _faults.On(StoreOperation.Delete).ForKeys(static key => key == "b").RefuseKeys(StorageErrorKind.Throttled);

        var answers = await _store.DeleteAsync([new("c"), new("b"), new("a")]);

        Assert.Equal(["c", "b", "a"], answers.Select(static answer => answer.ObjectKey));
        Assert.Equal([null, StorageErrorKind.Throttled, null], answers.Select(static answer => answer.Error?.Kind));
        Assert.Equal(["b"], _inner.ObjectKeys);
    }

    [Fact]
    public async Task CutBody_Read_BreaksOffAfterThatMany()
    {
        await PutAsync("a", 100);
        _faults.On(StoreOperation.OpenRead).CutBody(40);

        await using var download = await _store.OpenReadAsync("a", null);
        var head = new byte[40];
        await download.Content.ReadExactlyAsync(head);

        Assert.Equal(_inner.ReadBytes("a")[..40], head);
        Assert.Equal(100, download.ContentLength);
        await Assert.ThrowsAsync<IOException>(() => download.Content.ReadExactlyAsync(new byte[1]).AsTask());
    }

    [Fact]
    public async Task EndBody_Read_EndsAsIfComplete()
    {
        await PutAsync("a", 100);
        _faults.On(StoreOperation.OpenRead).EndBody(40);

        await using var download = await _store.OpenReadAsync("a", null);
        using var content = new MemoryStream();
        await download.Content.CopyToAsync(content);

        Assert.Equal(40, content.Length);
        Assert.Equal(100, download.ContentLength);
    }

    [Fact]
    public async Task StallBody_Read_StandsStillUntilCancelled()
    {
        await PutAsync("a", 100);
        _faults.On(StoreOperation.OpenRead).StallBody(40);
        await using var download = await _store.OpenReadAsync("a", null);
        await download.Content.ReadExactlyAsync(new byte[40]);
        using var source = new CancellationTokenSource();

        var read = download.Content.ReadAsync(new byte[1], source.Token).AsTask();
        Assert.False(read.IsCompleted);
        source.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    public async Task FlipReadByte_Read_ChangesThatByteOfTheBodyOnly(int bufferSize)
    {
        await PutAsync("a", 100);
        _faults.On(StoreOperation.OpenRead).FlipReadByte(41);
        _faults.On(StoreOperation.OpenRead).FlipReadByte(99);

        await using var download = await _store.OpenReadAsync("a", null);
        using var content = new MemoryStream();
        await download.Content.CopyToAsync(content, bufferSize);

        var expected = _inner.ReadBytes("a");
        expected[41] ^= 0xFF;
        expected[99] ^= 0xFF;
        Assert.Equal(expected, content.ToArray());
    }

    [Fact]
    public async Task FlipStoredByte_PutAndPart_StoresOneWrongByteAndLeavesTheCallersBuffer()
    {
        var content = new byte[] { 1, 2, 3 };
        _faults.On(StoreOperation.Put, StoreOperation.PutPart).FlipStoredByte(1);

        await _store.PutAsync("a", new ReadOnlySequence<byte>(content), new PutObjectOptions());
        var upload = await Multipart.BeginMultipartAsync("b", 10, new PutObjectOptions());
        await Multipart.CompleteMultipartAsync(upload, [await Multipart.PutPartAsync(upload, 1, new ReadOnlySequence<byte>(content))]);

        Assert.Equal([1, 2 ^ 0xFF, 3], _inner.ReadBytes("a"));
        Assert.Equal([1, 2 ^ 0xFF, 3], _inner.ReadBytes("b"));
        Assert.Equal([1, 2, 3], content);
    }

    [Fact]
    public async Task CutBody_Listing_BreaksOffAfterThatManyEntries()
    {
        await PutAsync("a");
        await PutAsync("b");
        await PutAsync("c");
        _faults.On(StoreOperation.List).CutBody(2);
        var listed = new List<string>();

        await Assert.ThrowsAsync<StorageException>(async () =>
        {
            await foreach (var entry in _store.ListAsync(""))
            {
                listed.Add(entry.ObjectKey);
            }
        });

        Assert.Equal(["a", "b"], listed);
    }

    [Fact]
    public async Task Outage_WhileOn_EveryCallIsUnavailableAndDoesNothing()
    {
        _faults.Outage = true;

        var error = await Assert.ThrowsAsync<StorageException>(() => PutAsync("a"));
        Assert.Equal(StorageErrorKind.Unavailable, error.Kind);
        Assert.Empty(_inner.ObjectKeys);

        _faults.Outage = false;
        await PutAsync("a");
        Assert.Equal(["a"], _inner.ObjectKeys);
    }

    [Fact]
    public async Task Heal_PlanWithRules_HasNoneAfterwards()
    {
        _faults.On().Fail();
        _faults.Outage = true;

        _faults.Heal();

        await PutAsync("a");
        Assert.Equal(["a"], _inner.ObjectKeys);
    }

    [Fact]
    public async Task Calls_EveryCall_IsRecordedWithItsNumber()
    {
        _faults.On(StoreOperation.Put).Call(2).Fail();
        await PutAsync("a");
        await Assert.ThrowsAsync<StorageException>(() => PutAsync("b"));
        await _store.DeleteAsync([new("x"), new("y")]);
        var upload = await Multipart.BeginMultipartAsync("c", 10, new PutObjectOptions());
        await Multipart.PutPartAsync(upload, 7, Bytes(3));

        Assert.Equal(
            ["Put a 1 ", "Put b 2 ", "Delete x,y 1 ", "BeginMultipart c 1 ", "PutPart c 1 7"],
            _faults.Calls.Select(static call => $"{call.Operation} {string.Join(',', call.Keys)} {call.Number} {call.Part}"));

        _faults.ForgetCalls();
        await PutAsync("d");
        Assert.Equal(1, Assert.Single(_faults.Calls).Number);
    }

    [Fact]
    public void Calls_NumbersOutOfOrder_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _faults.On().Call(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _faults.On().Calls(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => _faults.On().Delay(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _faults.On().CutBody(-1));
    }

    private static ReadOnlySequence<byte> Bytes(int length) => new([.. Enumerable.Range(0, length).Select(static n => (byte)n)]);

    private Task<StoredObject> PutAsync(string key, int length = 3) => _store.PutAsync(key, Bytes(length), new PutObjectOptions());

    private static async Task<List<bool>> OutcomesAsync(int calls, Func<Task> call)
    {
        var outcomes = new List<bool>();
        for (var number = 0; number < calls; number++)
        {
            var task = call();
            await Task.WhenAny(task);
            outcomes.Add(task.IsCompletedSuccessfully);
        }

        return outcomes;
    }
}
