using System.Globalization;
using System.Reflection;
using ResilientStorage.Ledger;
using ResilientStorage.Relational.Reads;
using ResilientStorage.Relational.Sql;
using ResilientStorage.Stores;

namespace ResilientStorage.Relational.Tests;

/// <summary>The numbers inside statements are those of the enumerations: the tables outlive a renumbering.</summary>
public sealed class CodeTests
{
    public static TheoryData<Type, Type> Codes => new()
    {
        { typeof(VersionCode), typeof(VersionState) },
        { typeof(ReplicaCode), typeof(ReplicaState) },
        { typeof(WorkCode), typeof(WorkKind) },
    };

    [Theory]
    [MemberData(nameof(Codes))]
    public void Constants_OfACode_AreTheNumbersOfItsEnumeration(Type code, Type enumeration)
    {
        var constants = code.GetFields(BindingFlags.Public | BindingFlags.Static).Where(static field => field.Name != nameof(ReplicaCode.Gone)).ToList();

        Assert.NotEmpty(constants);
        Assert.All(constants, field => Assert.Equal(Number(Enum.Parse(enumeration, field.Name)), field.GetRawConstantValue()));
    }

    [Fact]
    public void Gone_OfReplicas_PartsThoseThatMayHoldBytes() => Assert.All(
        Enum.GetValues<ReplicaState>(),
        static state => Assert.Equal(state is ReplicaState.Removed or ReplicaState.Abandoned, (int)state >= int.Parse(ReplicaCode.Gone, CultureInfo.InvariantCulture)));

    [Fact]
    public void StoreCode_Constants_AreTheNumbersOfTheirEnumerations()
    {
        Assert.Equal(StoreCode.Active, Number(StoreState.Active));
        Assert.Equal(StoreCode.Main, Number(StoreRole.Main));
    }

    [Fact]
    public void LastDeletedVersion_Ends_AreDeletedAndPurged() =>
        Assert.Contains($"end_kind IN ({Number(VersionEnd.Deleted)}, {Number(VersionEnd.Purged)})", LastDeletedVersion.OfResource, StringComparison.Ordinal);

    private static string Number(object value) => Convert.ToInt32(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
}
