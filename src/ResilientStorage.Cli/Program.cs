using ResilientStorage.Cli;

return await CommandLine.RunAsync(args);
