using BenchmarkDotNet.Running;
using Jmirror.Benchmarks;

if (args is ["garbage", .. var arguments])
    GarbageRun.Run(arguments);
else if (args is ["subscribers", .. var counts])
    SubscriberMemory.Run(counts);
else if (args is ["coa", .. var numbers])
    CoaRun.Run(numbers);
else if (args is ["latency", .. var settings])
    LatencyRun.Run(settings);
else
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
