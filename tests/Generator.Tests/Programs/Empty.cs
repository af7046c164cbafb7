// A program without marked methods, whose Main must yet never run in a worker.
System.Console.WriteLine("main");
