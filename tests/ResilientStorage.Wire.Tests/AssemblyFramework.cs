[assembly: TestFramework("ResilientStorage.Conformance.Meta.ServerTestFramework", "ResilientStorage.Wire.Tests")]
