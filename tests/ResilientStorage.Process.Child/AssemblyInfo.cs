using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("ResilientStorage.Process.Tests")]
