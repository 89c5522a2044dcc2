using Microsoft.Extensions.DependencyInjection;
using ResilientStorage;

await using var services = new ServiceCollection()
    .AddResilientStorage(storage => storage
        .Main("main", store => store.UseFileSystem("data/main"))
        .Backup("backup", store => store.UseFileSystem("data/backup"))
        .Ledger(ledger => ledger.UseSqlite("data/ledger.db")))
    .BuildServiceProvider();
var files = services.GetRequiredService<IResilientStorage>();

Directory.CreateDirectory("data");
await files.UploadAsync("greetings/hello.txt", "Hello, twice!"u8.ToArray(), new UploadOptions { IfExists = IfExists.Replace });
Console.WriteLine(System.Text.Encoding.UTF8.GetString(await files.ReadAllBytesAsync("greetings/hello.txt")));
