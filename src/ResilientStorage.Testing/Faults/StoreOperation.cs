using ResilientStorage.Stores;

namespace ResilientStorage.Testing;

/// <summary>A method of a store.</summary>
public enum StoreOperation
{
    /// <summary><see cref="IObjectStore.PutAsync"/>.</summary>
    Put = 0,

    /// <summary><see cref="IObjectStore.OpenReadAsync"/>.</summary>
    OpenRead = 1,

    /// <summary><see cref="IObjectStore.FindAsync"/>.</summary>
    Find = 2,

    /// <summary><see cref="IObjectStore.DeleteAsync"/>.</summary>
    Delete = 3,

    /// <summary><see cref="IObjectStore.ListAsync"/>.</summary>
    List = 4,

    /// <summary><see cref="IMultipartObjectStore.BeginMultipartAsync"/>.</summary>
    BeginMultipart = 5,

    /// <summary><see cref="IMultipartObjectStore.PutPartAsync"/>.</summary>
    PutPart = 6,

    /// <summary><see cref="IMultipartObjectStore.CompleteMultipartAsync"/>.</summary>
    CompleteMultipart = 7,

    /// <summary><see cref="IMultipartObjectStore.AbortMultipartAsync"/>.</summary>
    AbortMultipart = 8,

    /// <summary><see cref="IMultipartObjectStore.ListMultipartAsync"/>.</summary>
    ListMultipart = 9,

    /// <summary><see cref="ICopyingObjectStore.CopyAsync"/>.</summary>
    Copy = 10,

    /// <summary>The methods of <see cref="IPresigningObjectStore"/>, which send nothing to the object.</summary>
    Presign = 11,
}
