using Jmirror.Cli;

const int OutputBuffer = 1 << 16;
var output = new BufferedStream(Console.OpenStandardOutput(), OutputBuffer);
return CommandLine.Run(
    args,
    new Terminal(output, Console.Error, !Console.IsErrorRedirected, !Console.IsOutputRedirected)
);
