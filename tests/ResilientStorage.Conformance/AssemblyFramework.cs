[assembly: TestFramework("ResilientStorage.Conformance.Meta.ServerTestFramework", "ResilientStorage.Conformance")]
